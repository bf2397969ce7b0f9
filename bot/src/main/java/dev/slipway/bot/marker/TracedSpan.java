package dev.slipway.bot.marker;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.ReleaseTrace;
import dev.slipway.release.CommitId;
import dev.slipway.view.Plain;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A span of a release as OpenTelemetry has it. The resource is the service that is released, so
 * that the release stands beside the service's own traces.
 */
record TracedSpan(ReleaseTrace trace, ReleaseTrace.Span span, Resource resource, Attributes common)
    implements SpanData {
  private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("slipway");
  private static final long NANOS = 1_000_000_000L;
  private static final int LONGEST = 200;

  static List<SpanData> of(ReleaseRecord release, ReleaseTrace trace, Redaction redaction) {
    String version = Plain.line(redaction.of(release.change().to().label()), LONGEST);
    String environment = release.opened().environment().value();
    Resource resource =
        Resource.create(
            Attributes.builder()
                .put("service.name", release.id().service().value())
                .put("service.version", version)
                .put("deployment.environment.name", environment)
                .build());
    AttributesBuilder common =
        Attributes.builder()
            .put("deployment.id", release.id().toString())
            .put("deployment.name", release.id().service() + " " + version + " in " + environment)
            .put("deployment.environment.name", environment)
            .put("service.version", version)
            .put("vcs.ref.head.revision", release.change().toCommit().value())
            .put("artifact.hash", release.change().artifact().value());
    release
        .change()
        .fromCommit()
        .map(CommitId::value)
        .ifPresent(base -> common.put("vcs.ref.base.revision", base));
    Attributes all = common.build();
    return trace.spans().stream()
        .<SpanData>map(span -> new TracedSpan(trace, redacted(span, redaction), resource, all))
        .toList();
  }

  private static ReleaseTrace.Span redacted(ReleaseTrace.Span span, Redaction redaction) {
    return new ReleaseTrace.Span(
        span.id(),
        span.parent(),
        redaction.of(span.name()),
        span.start(),
        span.end(),
        span.outcome(),
        span.weight(),
        span.because(),
        span.events().stream()
            .map(event ->
                new ReleaseTrace.Event(
                    event.at(), event.name(), event.because(), redaction.of(event.words())))
            .toList());
  }

  @Override
  public String getName() {
    return span.name();
  }

  @Override
  public SpanKind getKind() {
    return SpanKind.INTERNAL;
  }

  @Override
  public SpanContext getSpanContext() {
    return context(Optional.of(span.id()));
  }

  @Override
  public SpanContext getParentSpanContext() {
    return context(span.parent());
  }

  private SpanContext context(Optional<String> id) {
    return id.map(known ->
            SpanContext.create(trace.id(), known, TraceFlags.getSampled(), TraceState.getDefault()))
        .orElse(SpanContext.getInvalid());
  }

  @Override
  public StatusData getStatus() {
    return switch (span.outcome()) {
      case NONE -> StatusData.unset();
      case WELL -> StatusData.ok();
      case ILL -> StatusData.create(StatusCode.ERROR, span.because());
    };
  }

  @Override
  public long getStartEpochNanos() {
    return nanos(span.start());
  }

  @Override
  public long getEndEpochNanos() {
    return nanos(span.end());
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * NANOS + at.getNano();
  }

  @Override
  public Attributes getAttributes() {
    AttributesBuilder all =
        common.toBuilder()
            .put("slipway.weight.percent", span.weight())
            .put("slipway.because", span.because());
    if (span.parent().isEmpty()) {
      // The two values that the conventions know; "slipway.because" says more.
      all.put(
          "deployment.status",
          span.outcome() == ReleaseTrace.Outcome.WELL ? "succeeded" : "failed");
    }
    return all.build();
  }

  @Override
  public List<EventData> getEvents() {
    return span.events().stream().map(TracedSpan::event).toList();
  }

  private static EventData event(ReleaseTrace.Event event) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(AttributeKey.stringKey("slipway.because"), event.because());
    if (!event.words().isEmpty()) {
      attributes.put(AttributeKey.stringKey("slipway.measured"), event.words());
    }
    return EventData.create(nanos(event.at()), event.name(), attributes.build());
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public int getTotalRecordedEvents() {
    return span.events().size();
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  public int getTotalAttributeCount() {
    return getAttributes().size();
  }

  @Override
  @SuppressWarnings("deprecation")
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
