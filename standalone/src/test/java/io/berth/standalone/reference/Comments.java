package io.berth.standalone.reference;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Reads the sources' comments about types, in plain words. */
final class Comments {

  private static final Pattern INLINE = Pattern.compile("\\{@(?:link|code)\\s+([^}]*)}");
  private static final Pattern PARAMETER =
      Pattern.compile("@param (\\w+)\\s+(.*?)(?=\\n\\s*@|\\z)", Pattern.DOTALL);

  private final Map<String, String> byType = new HashMap<>();

  /** Reads every source file below a folder. */
  static Comments of(Path folder) throws IOException {
    Comments comments = new Comments();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.walk(folder);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  ignored -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        comments.read(unit, trees);
      }
    }
    return comments;
  }

  private void read(CompilationUnitTree unit, DocTrees trees) {
    new TreePathScanner<Void, String>() {
      @Override
      public Void visitClass(ClassTree type, String outer) {
        String name = outer + type.getSimpleName();
        TreePath path = getCurrentPath();
        String comment = trees.getDocComment(path);
        if (comment != null) {
          byType.put(name, comment);
        }
        return super.visitClass(type, name + ".");
      }
    }.scan(unit, "");
  }

  /** The words before the tags; null without any. */
  @Nullable String of(Class<?> type) {
    String comment = byType.get(name(type));
    if (comment == null) {
      return null;
    }
    String words = plain(comment.split("(?m)^\\s*@", 2)[0]);
    return words.isEmpty() ? null : words;
  }

  @Nullable String parameter(Class<?> type, String name) {
    String comment = byType.get(name(type));
    if (comment != null) {
      Matcher parameter = PARAMETER.matcher(comment);
      while (parameter.find()) {
        if (parameter.group(1).equals(name)) {
          return plain(parameter.group(2));
        }
      }
    }
    return null;
  }

  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
  }

  private static String plain(String comment) {
    return INLINE
        .matcher(comment)
        .replaceAll(inline -> Matcher.quoteReplacement(lastWord(inline.group(1))))
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** {@code Outcome#Done}, {@code Outcome.Done} and {@code Outcome.Done words} become one word. */
  private static String lastWord(String target) {
    String word = target.strip().replace('\n', ' ');
    return word.matches("[A-Z]\\w*([.#]\\w+)*(\\(.*\\))?")
        ? word.substring(Math.max(word.lastIndexOf('.'), word.lastIndexOf('#')) + 1)
        : word.replace("#", "");
  }
}
