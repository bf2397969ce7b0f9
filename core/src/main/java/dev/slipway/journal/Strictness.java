package dev.slipway.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.introspect.VisibilityChecker;

/** What of a record is written, and what may be read for it. */
final class Strictness {
  private Strictness() {}

  static VisibilityChecker componentsOnly(VisibilityChecker checker) {
    return checker
        .withVisibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
        .withVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .withVisibility(PropertyAccessor.SETTER, JsonAutoDetect.Visibility.NONE)
        .withVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
  }

  static JsonInclude.Value leaveOutWhatIsAbsent(JsonInclude.Value inclusion) {
    return inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT);
  }

  static void textFromTextOnly(MutableCoercionConfig coercion) {
    coercion
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }
}
