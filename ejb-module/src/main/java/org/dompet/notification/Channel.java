package org.dompet.notification;

/** A way to reach somebody outside. */
public enum Channel {
  EMAIL,
  /** An incoming webhook, as Slack, Mattermost and others understand it. */
  SLACK,
  /** A message of a bot to a chat. */
  TELEGRAM
}
