package io.berth.service.command.frame;

/**
 * The messages of the command protocol. A connection begins as HTTP/1.1: a {@code GET} with {@code
 * Upgrade: berth-commands} and the sending service's own caller token, answered by 101. From then
 * on both sides send frames:
 *
 * <pre>
 * length   4 bytes, of all that follows
 * type     1 byte
 * id       4 bytes, chosen by the client; the frames about one command share it
 * payload
 * </pre>
 */
public final class Frames {

  /** Name of the protocol in the {@code Upgrade} header. */
  public static final String PROTOCOL = "berth-commands";

  /** Bytes before the payload. */
  public static final int HEADER_BYTES = 9;

  /** Bytes that the length of a frame counts beside the payload. */
  public static final int COUNTED_HEADER_BYTES = 5;

  /**
   * Client: a command. Payload: length of the caller token (2 bytes), caller token, length of the
   * request id (1 byte), request id, command as JSON.
   */
  public static final byte COMMAND = 1;

  /** Client: nobody waits for this command's outcome any longer. No payload. */
  public static final byte CANCEL = 2;

  /** Client: asks for a {@link #PONG}, to learn whether the connection still works. */
  public static final byte PING = 3;

  /** Server: the outcome as JSON. */
  public static final byte OUTCOME = 4;

  /** Server: the caller token is not accepted, so the command is not carried out. No payload. */
  public static final byte REJECTED = 5;

  /** Server: answers a {@link #PING}. */
  public static final byte PONG = 6;

  /** Server: stops. It answers what it has received; further commands go elsewhere. */
  public static final byte GOAWAY = 7;

  private Frames() {}
}
