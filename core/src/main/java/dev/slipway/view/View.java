package dev.slipway.view;

/**
 * What a person should see, as plain data. Every text in it is one plain line (see {@link Plain});
 * times are instants, shown by each face in its own way.
 */
public sealed interface View
    permits ListView,
        ShowView,
        PlanView,
        DiffView,
        CheckListView,
        HistoryView,
        WatchView,
        AuditView,
        DoctorView,
        NoticeView,
        DocumentsView,
        RefusalView,
        HelpView,
        TextView,
        MessageView,
        ScriptView,
        TokensView,
        NewsView,
        ParityView {
  /** Name and version of the view's shape in JSON: "release.show/1". Unique per view. */
  String schema();
}
