package io.berth.story.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The chart in deploy/helm/berth, rendered by Helm itself, in this JVM and without a cluster. */
final class HelmChart {

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  static final Path EXAMPLES = ROOT.resolve("deploy/helm/examples");
  private static final String HOOKS = "templates/migrations.yaml";
  private static final String KUBERNETES = "1.30.0";

  private final Path folder;

  private HelmChart(Path folder) {
    this.folder = folder;
  }

  static HelmChart ofRepository() {
    return new HelmChart(ROOT.resolve("deploy/helm/berth"));
  }

  /** Rendering leaves hooks out; here they are resources like all others. */
  static HelmChart withoutHooks(Path copy) throws IOException {
    Path chart = ofRepository().folder;
    try (Stream<Path> files = Files.walk(chart)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(chart.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    String jobs = Files.readString(chart.resolve(HOOKS));
    Files.writeString(copy.resolve(HOOKS), jobs.replaceAll("(?m)^ *helm\\.sh/hook.*\\n", ""));
    return new HelmChart(copy);
  }

  String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  LintResult lint() {
    return new Helm(folder).lint().strict().call();
  }

  /**
   * Renders the chart.
   *
   * @throws IllegalStateException with Helm's reason if values are missing or do not fit the schema
   */
  List<Resource> render(Path... values) {
    TemplateCommand template =
        new Helm(folder)
            .template()
            .withName("berth")
            .withNamespace("games")
            .withKubeVersion(KUBERNETES);
    for (Path file : values) {
      template = template.withValuesFile(file);
    }
    return resources(template.call());
  }

  static List<Resource> resources(String yaml) {
    List<Resource> resources = new ArrayList<>();
    for (Object document : new Yaml().loadAll(yaml)) {
      if (document != null) {
        resources.add(new Resource(document));
      }
    }
    return resources;
  }
}
