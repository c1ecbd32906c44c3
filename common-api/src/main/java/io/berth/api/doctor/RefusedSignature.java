package io.berth.api.doctor;

import io.berth.api.ErrorCode;
import java.time.Instant;
import java.util.Map;

/**
 * A refused request of a known app, for the signature doctor.
 *
 * @param stringToSign what we signed, with every secret replaced before it left the signer
 * @param presented the signature that the request carried; empty where it may be right for another
 *     request
 * @param headers the request's headers that take part in the signature
 * @param address that the request came from
 */
public record RefusedSignature(
    String appId,
    String requestId,
    Instant at,
    String method,
    String path,
    ErrorCode code,
    String stringToSign,
    String presented,
    Map<String, String> headers,
    String address,
    Diagnosis diagnosis) {}
