package io.berth.api.doctor;

/**
 * Mistakes that people make when they sign. Each has words in every language in the console; the
 * detail that is named here fills their place.
 */
public enum Mistake {
  /** The reason of the refusal says it all. */
  PLAIN,
  /** The signature is wrong, and nothing that is known explains it. */
  UNEXPLAINED,
  /** The path is another dialect's. Detail: the app's dialect. */
  OTHER_DIALECT,
  /** Detail: the header or parameter. */
  MISSING,

  /** Detail: seconds, positive where the sender's clock is ahead. */
  CLOCK,
  /** Detail: hours east of GMT, {@code +8}. */
  LOCAL_TIME,
  /** Detail: the header or parameter. */
  MILLISECONDS,
  /** Detail: what came. */
  DATE_FORM,
  /** Another time was signed than sent. Detail: seconds. */
  TIME_CHANGED,

  QUERY_SIGNED,
  URL_SIGNED,
  /** Detail: the path that was signed. */
  PATH_CHANGED,
  /** Detail: the method that was signed. */
  METHOD,
  /** Detail: the content type that was signed; empty for none. */
  CONTENT_TYPE,
  CONTENT_SHA1_LEFT_OUT,
  BODY_EMPTY,
  BODY_RESERIALISED,
  BODY_OTHER,
  /** Detail: how the digest is written. */
  BODY_DIGEST_FORM,

  /** Detail: the order that was signed. */
  LINE_ORDER,
  EMPTY_LINES_LEFT_OUT,
  /** Detail: {@code CRLF}, a last line feed, none at all. */
  LINE_ENDINGS,
  EXTRA_HEADERS_LEFT_OUT,
  EXTRA_HEADERS_UNSORTED,

  /** Detail: how the signature is written. */
  ENCODING,
  SIGNATURE_ESCAPED,
  /** Detail: what was computed. */
  ALGORITHM,

  /** Detail: the other access key. */
  SECRET_OF_OTHER_KEY,
  /** Detail: the app of the same company that the secret belongs to. */
  SECRET_OF_OTHER_APP,
  /** Detail: what was used as the secret. */
  SECRET_OTHER,
  SECRET_LEFT_OUT,
  SECRET_REPLACED,
  SECRET_WHITESPACE,
  SECRET_CASE,
  KEY_FORM,
  /** Detail: the access key that is meant. */
  KEY_MISSPELT,
  /** Detail: the address that the request came from. */
  ADDRESS,

  UNSORTED,
  SORTED_IGNORING_CASE,
  EMPTY_LEFT_OUT,
  SIGNATURE_INCLUDED,
  VALUES_ESCAPED,
  /** Detail: what was put between the parameters. */
  SEPARATOR,
  /** Detail: where the secret was put. */
  KEY_PLACE,
  /** Detail: the parameter. */
  PARAMETER_LEFT_OUT,
  /** Detail: the charset. */
  CHARSET
}
