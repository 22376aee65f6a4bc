using OpsPortal.Features.Deliver.Deployments.Processes;

namespace OpsPortal.Features.Deliver.Deployments.Pages.Editing.Form;

/// <summary>A process as it is filled in. What the form does not show stays as it was: the metrics of analyses, what runners have in common, and whatever else a process says.</summary>
public sealed class ProcessForm
{
    private readonly ProcessContent _kept;

    private ProcessForm(ProcessContent kept) => _kept = kept;

    public ModelLines Model { get; private init; } = new();

    public List<TaskLine> Deploy { get; private init; } = [];

    public List<TaskLine> Backout { get; private init; } = [];

    public List<TaskLine> Retire { get; private init; } = [];

    public List<CheckLine> Checks { get; private init; } = [];

    /// <summary>The names of analyses that are written as JSON, and whether the process makes them.</summary>
    public Dictionary<string, bool> Analyses { get; private init; } = [];

    public int LookEverySeconds { get; set; } = 60;

    public bool RollsBackOnFailure { get; set; } = true;

    public bool OpensWindow { get; set; } = true;

    /// <summary>Empty: no traffic is moved.</summary>
    public string Controller { get; set; } = "";

    public string New { get; set; } = "";

    public string Old { get; set; } = "";

    /// <summary>The controller's own, JSON.</summary>
    public string Settings { get; set; } = "{}";

    internal static ProcessForm Of(ProcessContent content) => new(content)
    {
        Model = ModelLines.Of(content.Recipe.Model),
        Deploy = [.. content.Recipe.Deploy.Select(TaskLine.Of)],
        Backout = [.. content.Recipe.Backout.Select(TaskLine.Of)],
        Retire = [.. content.Recipe.Retire.Select(TaskLine.Of)],
        Checks = [.. content.Checks.Select(CheckLine.Of)],
        Analyses = content.Analyses.Select(one => one.Name).Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => content.Recipe.Analyses.Contains(name, StringComparer.Ordinal), StringComparer.Ordinal),
        LookEverySeconds = (int)content.Recipe.LookEvery.TotalSeconds,
        RollsBackOnFailure = content.Recipe.RollsBackOnFailure,
        OpensWindow = content.OpensWindow,
        Controller = content.Traffic?.Controller ?? "",
        New = content.Traffic?.New ?? "",
        Old = content.Traffic?.Old ?? "",
        Settings = content.Traffic?.Settings ?? "{}",
    };

    public ProcessContent ToContent() => _kept with
    {
        Recipe = _kept.Recipe with
        {
            Model = Model.ToModel(),
            Deploy = [.. Deploy.Select(line => line.ToTask())],
            Backout = [.. Backout.Select(line => line.ToTask())],
            Retire = [.. Retire.Select(line => line.ToTask())],
            Checks = [.. Checks.Select(line => line.Name.Trim())],
            Analyses = [.. Analyses.Where(one => one.Value).Select(one => one.Key)],
            LookEvery = TimeSpan.FromSeconds(LookEverySeconds),
            RollsBackOnFailure = RollsBackOnFailure,
        },
        Checks = [.. Checks.Select(line => line.ToCheck())],
        Traffic = Controller.Length == 0 ? null : new(Controller, Settings, New.Trim(), Old.Trim()),
        OpensWindow = OpensWindow,
    };
}
