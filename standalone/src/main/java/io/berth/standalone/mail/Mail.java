package io.berth.standalone.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail as the inbox shows it; names are those of {@code GET /local/inbox}.
 *
 * @param code the 6-digit code, if the text has one
 */
record Mail(String to, String subject, String text, @Nullable String code, Instant at) {}
