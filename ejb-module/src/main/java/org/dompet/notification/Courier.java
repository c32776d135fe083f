package org.dompet.notification;

/** Takes a notification to a channel. */
interface Courier {

  /**
   * Takes it there, or says why not, within bounded time.
   *
   * @throws DeliveryFailed if the channel did not confirm it
   */
  void take(Notification notification) throws DeliveryFailed;
}
