package dev.slipway.command.remote;

import dev.slipway.view.AuditView;
import dev.slipway.view.CheckListView;
import dev.slipway.view.DiffView;
import dev.slipway.view.DoctorView;
import dev.slipway.view.DocumentsView;
import dev.slipway.view.HelpView;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ListView;
import dev.slipway.view.MessageView;
import dev.slipway.view.NewsView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.ParityView;
import dev.slipway.view.PlanView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.ScriptView;
import dev.slipway.view.ShowView;
import dev.slipway.view.TextView;
import dev.slipway.view.TokensView;
import dev.slipway.view.View;
import dev.slipway.view.WatchView;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which view stands behind which name. */
final class Schemas {
  private static final Map<String, Class<? extends View>> VIEWS = new HashMap<>();

  static {
    VIEWS.put("release.list/1", ListView.class);
    VIEWS.put("release.show/1", ShowView.class);
    VIEWS.put("release.plan/1", PlanView.class);
    VIEWS.put("release.diff/1", DiffView.class);
    VIEWS.put("check.list/1", CheckListView.class);
    VIEWS.put("release.history/1", HistoryView.class);
    VIEWS.put("rollout.watch/1", WatchView.class);
    VIEWS.put("audit.list/1", AuditView.class);
    VIEWS.put("doctor/1", DoctorView.class);
    VIEWS.put("notice/1", NoticeView.class);
    VIEWS.put("doc.write/1", DocumentsView.class);
    VIEWS.put("refusal/1", RefusalView.class);
    VIEWS.put("help/1", HelpView.class);
    VIEWS.put("text/1", TextView.class);
    VIEWS.put("message/1", MessageView.class);
    VIEWS.put("script/1", ScriptView.class);
    VIEWS.put("token.list/1", TokensView.class);
    VIEWS.put("news.list/1", NewsView.class);
    VIEWS.put("parity/1", ParityView.class);
  }

  private Schemas() {}

  static @Nullable Class<? extends View> view(String schema) {
    return VIEWS.get(schema);
  }
}
