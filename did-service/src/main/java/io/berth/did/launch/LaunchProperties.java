package io.berth.did.launch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param look Time between looks for changes of launch states to mail, 100ms to 1h.
 */
@ConfigurationProperties("berth.did.launch")
record LaunchProperties(@DefaultValue("5s") Duration look) {
  LaunchProperties {
    Assert.isTrue(
        look.toMillis() >= 100 && look.toHours() <= 1,
        "berth.did.launch.look is not between 100ms and 1h");
  }
}
