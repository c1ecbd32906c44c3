package io.berth.dialect.doctor;

import io.berth.api.doctor.Diagnosis.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * String that a sender signs, in parts, so that it can be varied.
 *
 * @param form puts the parts together
 */
public record SignedText(List<Part> parts, Form form) {

  /**
   * @param name of the header, the parameter, or the part of the request
   */
  public record Part(String name, String value) {}

  /** Puts parts together; the secret is left alone where it is the key of an HMAC. */
  @FunctionalInterface
  public interface Form {
    String join(List<Part> parts, String secret);
  }

  public SignedText {
    parts = List.copyOf(parts);
  }

  public String under(String secret) {
    return form.join(parts, secret);
  }

  /** The value of a part; empty where there is none. */
  public String value(String name) {
    for (Part part : parts) {
      if (part.name().equals(name)) {
        return part.value();
      }
    }
    return "";
  }

  /** The same with another value of a part. */
  public SignedText with(String name, String value) {
    return mapped(part -> part.name().equals(name) ? new Part(name, value) : part);
  }

  public SignedText mapped(UnaryOperator<Part> change) {
    return new SignedText(parts.stream().map(change).toList(), form);
  }

  public SignedText without(Predicate<Part> left) {
    return new SignedText(parts.stream().filter(left.negate()).toList(), form);
  }

  public SignedText plus(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new SignedText(more, form);
  }

  public SignedText sorted(Comparator<Part> order) {
    return new SignedText(parts.stream().sorted(order).toList(), form);
  }

  public SignedText in(Form other) {
    return new SignedText(parts, other);
  }

  /** All of it, with nothing to compare. */
  List<Line> lines() {
    return parts.stream().map(part -> Line.same(part.name(), part.value())).toList();
  }

  /** Compares two signed texts line by line, or by name where one has more lines. */
  public List<Line> beside(SignedText other) {
    List<Line> lines = new ArrayList<>();
    if (parts.size() == other.parts.size()) {
      for (int i = 0; i < parts.size(); i++) {
        lines.add(new Line(parts.get(i).name(), parts.get(i).value(), other.parts.get(i).value()));
      }
      return lines;
    }
    for (Part part : parts) {
      lines.add(new Line(part.name(), part.value(), other.find(part.name())));
    }
    for (Part part : other.parts) {
      if (find(part.name()) == null) {
        lines.add(new Line(part.name(), null, part.value()));
      }
    }
    return lines;
  }

  private @Nullable String find(String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .map(Part::value)
        .findFirst()
        .orElse(null);
  }
}
