package org.dompet.identity;

import org.jspecify.annotations.Nullable;

/** Who Telegram says it is, in the {@code user} field of initData. */
record TelegramUser(
    long id, @Nullable String username, String displayName, @Nullable String language) {}
