/**
 * Words for people outside: an outbox, and how they get from there to e-mail, Slack and Telegram.
 *
 * <p>{@link org.dompet.notification.Notify} writes one row for each channel that is configured, in
 * the transaction that has something to say, and sends the row's id to the queue {@code
 * dompet.notifications} after it. Whoever hears it lets {@link
 * org.dompet.notification.DeliverNotification} do the rest: it claims the row, calls the channel
 * outside of any transaction, and writes down what came of it. A row that failed, or whose message
 * was lost, is found by the sweep, without the broker: the row is the truth. {@link
 * org.dompet.notification.DeliveryTried} tells the observers.
 *
 * <p>A delivery is repeated only if the server ends between the call and the note of its success.
 *
 * <p>Uses {@code messaging} and {@code time}. Those who have something to say use this.
 */
@NullMarked
package org.dompet.notification;

import org.jspecify.annotations.NullMarked;
