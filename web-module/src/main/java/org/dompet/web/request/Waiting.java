package org.dompet.web.request;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** How many threads wait for clients, altogether and for each of them. */
final class Waiting {
  private final Semaphore places;
  private final int placesOfAClient;
  private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

  Waiting(int places, int placesOfAClient) {
    this.places = new Semaphore(places);
    this.placesOfAClient = placesOfAClient;
  }

  /** Whether there was a place, which the caller has to {@link #leave} then. */
  boolean enter(String client) {
    if (!places.tryAcquire()) {
      return false;
    }
    if (taken.merge(client, 1, Integer::sum) <= placesOfAClient) {
      return true;
    }
    leave(client);
    return false;
  }

  void leave(String client) {
    taken.computeIfPresent(client, (same, places) -> places == 1 ? null : places - 1);
    places.release();
  }
}
