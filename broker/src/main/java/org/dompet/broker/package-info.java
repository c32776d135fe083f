/**
 * The resource adapter that the application's connection factory and message-driven beans use. With
 * {@code dompet.broker.url} it connects to an Artemis broker; without, it is one: durable, in this
 * JVM, closed to the network.
 *
 * <p>{@link org.dompet.broker.BrokerResourceAdapter} is what the server starts; {@code
 * BrokerSettings} says what it reads, {@code EmbeddedBroker} and {@code BrokerUrl} are its two
 * ways. Queues, limits and redelivery of the embedded broker are in {@code config/broker.xml}.
 *
 * <p>Neighbours: none in Java. The web application names this archive ({@code dompet-broker}) and
 * knows jakarta.jms only.
 */
@NullMarked
package org.dompet.broker;

import org.jspecify.annotations.NullMarked;
