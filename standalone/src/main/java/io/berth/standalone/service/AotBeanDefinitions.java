package io.berth.standalone.service;

import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.springframework.aot.AotDetector;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AotApplicationContextInitializer;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

/**
 * Generates AOT bean definitions for each service, so that starts do not evaluate configuration
 * classes and conditions. Spring Boot's Maven plugin does this for one application; here five share
 * a class path, and a prefix keeps their classes apart.
 */
public final class AotBeanDefinitions {

  private AotBeanDefinitions() {}

  /** Writes a jar with the definitions for the settings of {@code up}. */
  public static void write(Path jar) throws IOException {
    try (DataDirectory data = DataDirectory.open(DataDirectory.newEphemeral(), true)) {
      Path sources = data.root().resolve("sources");
      Path classes = Files.createDirectories(data.root().resolve("classes"));
      for (Map.Entry<Service, String[]> service : arguments(data).entrySet()) {
        SpringApplicationAotProcessor.Settings settings =
            SpringApplicationAotProcessor.Settings.builder()
                .sourceOutput(sources)
                .classOutput(classes)
                .resourceOutput(data.root().resolve("resources"))
                .groupId("io.berth")
                .artifactId(service.getKey().id())
                .build();
        new Processor(service.getKey(), settings, service.getValue()).process();
      }
      compile(sources, classes);
      run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
    }
  }

  private static Map<Service, String[]> arguments(DataDirectory data) {
    LocalSettings settings = LocalSettings.of(data);
    LocalServers.NAMES.forEach(settings::freePort);
    ServiceSettings services = new ServiceSettings(settings, Service.freeGatewayPort(), Map.of());
    services.makeSecrets();
    Map<Service, String[]> arguments = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      arguments.put(service, ServiceContext.arguments(service, services.of(service)));
    }
    return arguments;
  }

  private static void compile(Path sources, Path classes) throws IOException {
    String path = System.getProperty("java.class.path") + File.pathSeparator + classes;
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", path, "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    run("javac", arguments);
  }

  private static void run(String name, List<String> arguments) {
    ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
    if (tool.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException(name + " fails");
    }
  }

  /** Returns the generated initializer; an empty one unless {@code spring.aot.enabled} is set. */
  static ApplicationContextInitializer<ConfigurableApplicationContext> of(Service service) {
    return AotDetector.useGeneratedArtifacts()
        ? AotApplicationContextInitializer.forInitializerClasses(
            "%s__%sApplicationContextInitializer"
                .formatted(service.application().getName(), prefix(service)))
        : _ -> {};
  }

  private static String prefix(Service service) {
    return service.name().charAt(0) + service.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static final class Processor extends SpringApplicationAotProcessor {

    private final Service service;

    Processor(Service service, Settings settings, String[] arguments) {
      super(service.application(), settings, arguments);
      this.service = service;
    }

    /** Keeps the other services' output in the same directories. */
    @Override
    protected void deleteExistingOutput() {}

    /** Leaves out hints for native images. */
    @Override
    protected ClassName performAotProcessing(GenericApplicationContext context) {
      Prefixed generation =
          new Prefixed(prefix(service), getApplicationClass(), createFileSystemGeneratedFiles());
      ClassName initializer =
          new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
      generation.writeGeneratedContent();
      return initializer;
    }
  }

  /** Keeps its prefix for the context of the management port, too. */
  private static final class Prefixed extends DefaultGenerationContext {

    private final String prefix;

    Prefixed(String prefix, Class<?> application, GeneratedFiles files) {
      super(new ClassNameGenerator(ClassName.get(application), prefix), files);
      this.prefix = prefix;
    }

    @Override
    public DefaultGenerationContext withName(String name) {
      return super.withName(prefix + name);
    }
  }
}
