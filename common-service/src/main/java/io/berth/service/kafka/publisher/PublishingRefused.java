package io.berth.service.kafka.publisher;

/** Too much is waiting to be published; nothing was sent, and the same may succeed later. */
public final class PublishingRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishingRefused(String topic) {
    super("too much is waiting to be published, so nothing more to " + topic);
  }
}
