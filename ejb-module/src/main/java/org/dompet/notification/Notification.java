package org.dompet.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * What is said, claimed for one attempt.
 *
 * @param subject one line, at most {@value Notify#LONGEST_SUBJECT} characters
 * @param body plain text, at most {@value Notify#LONGEST_BODY} characters
 * @param attempts with the present one
 */
record Notification(
    UUID id, Channel channel, String subject, String body, int attempts, Instant createdAt) {}
