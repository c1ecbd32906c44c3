package io.berth.did.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param memoryKib Argon2id memory per password in KiB, 7168 to 1048576.
 * @param passes Argon2id passes over the memory, 1 to 32.
 * @param threads Passwords hashed at once for signing in, and as many for payments, 1 to 64; every
 *     other use has one.
 * @param queue Passwords that may wait per thread, 1 to 10000; further ones are refused as too
 *     frequent.
 * @param mostPerAddress Passwords of one use that one client address block may have under way or
 *     waiting, 1 to 10000.
 */
@ConfigurationProperties("berth.did.passwords")
record PasswordProperties(
    @DefaultValue("19456") int memoryKib,
    @DefaultValue("2") int passes,
    @DefaultValue("2") int threads,
    @DefaultValue("32") int queue,
    @DefaultValue("24") int mostPerAddress) {
  PasswordProperties {
    Assert.isTrue(
        memoryKib >= 7168 && memoryKib <= 1 << 20,
        "berth.did.passwords.memory-kib is not between 7168 and 1048576");
    Assert.isTrue(passes >= 1 && passes <= 32, "berth.did.passwords.passes is not in 1..32");
    Assert.isTrue(threads >= 1 && threads <= 64, "berth.did.passwords.threads is not in 1..64");
    Assert.isTrue(queue >= 1 && queue <= 10_000, "berth.did.passwords.queue is not in 1..10000");
    Assert.isTrue(
        mostPerAddress >= 1 && mostPerAddress <= 10_000,
        "berth.did.passwords.most-per-address is not in 1..10000");
  }
}
