using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Deliver.Changes.Plans;

/// <summary>What is wrong with a plan, and what it still lacks.</summary>
public static class PlanCheck
{
    /// <summary>Everything that cannot stand even in a draft, field by field; empty where nothing is wrong.</summary>
    public static IReadOnlyList<DraftFault> Faults(ChangePlan plan)
    {
        var faults = new List<DraftFault>();
        Add("title", -1, Line("title", plan.Title, ChangePlan.MaxTitleLength));
        Add("reason", -1, Text("reason", plan.Reason));
        Add("impact", -1, Text("impact", plan.Impact));
        if (plan.Environment.Length > 0) Add("environment", -1, Line("environment", plan.Environment, WindowScope.MaxEnvironmentLength));
        if (plan.Executor.Name.Length > 0) Add("executor", -1, Line("executor", plan.Executor.Name, ChangePlan.MaxNameLength));
        Each("components", "component", plan.Components, ChangePlan.MaxComponents, component => component.Name, Component);
        Each("steps", "step", plan.Steps, ChangePlan.MaxSteps, null, Step);
        Each("parameters", "parameter", plan.Parameters, ChangePlan.MaxParameters, parameter => parameter.Name, Parameter);
        Each("backout", "step", plan.Backout.Steps, ChangePlan.MaxSteps, null, Step);
        Add("backoutWhen", -1, Text("occasion for backing out", plan.Backout.When));
        if (plan.Backout.Takes < TimeSpan.Zero || plan.Backout.Takes > ChangePlan.LongestBackout) Add("backoutTakes", -1, ChangeRefusals.BadDuration());
        Each("evidence", "evidence", plan.Evidence, ChangePlan.MaxEvidence, null, Proof);
        Add("window", -1, Window(plan.Window));
        return faults;

        void Add(string field, int index, Refusal? why)
        {
            if (why is not null) faults.Add(new(field, index, why));
        }

        void Each<T>(string field, string what, IReadOnlyList<T> parts, int most, Func<T, string>? name, Func<T, Refusal?> check)
        {
            if (parts.Count > most) Add(field, -1, ChangeRefusals.TooMany(field, most));
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var at = 0; at < parts.Count; at++)
            {
                Add(field, at, check(parts[at]));
                if (name is not null && !names.Add(name(parts[at]))) Add(field, at, ChangeRefusals.Twice(what, name(parts[at])));
            }
        }
    }

    /// <summary>What must be there before anybody is asked to approve, in words, in the order of the form.</summary>
    public static IReadOnlyList<string> Missing(ChangePlan plan)
    {
        var missing = new List<string>();
        Need("why it is done", plan.Reason.Length > 0);
        Need("what users notice", plan.Impact.Length > 0);
        Need("the components and their versions", plan.Components.Count > 0);
        Need("the environment", plan.Environment.Length > 0);
        Need("the steps of the plan", plan.Steps.Count > 0);
        Need("the steps of the backout plan", plan.Backout.Steps.Count > 0);
        Need("when to back out", plan.Backout.When.Length > 0);
        Need("test evidence", plan.Evidence.Count > 0 || plan.Kind != ChangeKind.Normal);
        Need("the window", plan.Window is not null);
        return missing;

        void Need(string what, bool given)
        {
            if (!given) missing.Add(what);
        }
    }

    private static Refusal? Component(ComponentVersion component)
    {
        if (!ServiceKey.TryParse(component.Service.Value, null, out _)) return EstateRefusals.BadKey(component.Service.ToString());
        if (Line("name of the component", component.Component, ChangePlan.MaxNameLength) is { } name) return name;
        if (Line("version", component.Version, ChangePlan.MaxVersionLength) is { } version) return version;
        if (component.Commit.Length > 0 && (component.Commit.Length is < 7 or > 64 || !component.Commit.All(char.IsAsciiHexDigitLower))) return ChangeRefusals.BadCommit();
        return component.Digest.Length > 0 && !IsDigest(component.Digest) ? ChangeRefusals.BadDigest() : null;
    }

    private static Refusal? Step(PlanStep step) => Line("step", step.Title, ChangePlan.MaxTitleLength) ?? Text("detail of the step", step.Detail);

    private static Refusal? Parameter(PlanParameter parameter) =>
        Line("name of the parameter", parameter.Name, ChangePlan.MaxNameLength)
        ?? (parameter.Value.Length > ChangePlan.MaxValueLength ? ChangeRefusals.TooLong("value", ChangePlan.MaxValueLength) : Plain.HasUnprintable(parameter.Value, lines: true) ? ChangeRefusals.Unprintable("value") : null);

    private static Refusal? Proof(TestEvidence evidence)
    {
        if ((Line("evidence", evidence.Title, ChangePlan.MaxTitleLength) ?? Text("result", evidence.Result)) is { } why) return why;
        return evidence.Link.Length == 0 || (evidence.Link.Length <= ChangePlan.MaxValueLength && Uri.TryCreate(evidence.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https") ? null : ChangeRefusals.BadLink();
    }

    private static Refusal? Window(PlannedWindow? window)
    {
        if (window is null) return null;
        if (!Zones.Knows(window.Zone)) return ChangeRefusals.BadZone(window.Zone);
        if (window.End <= window.Start) return ChangeRefusals.EndsBeforeStart();
        return window.End - window.Start > ChangePlan.LongestWindow ? ChangeRefusals.WindowTooLong(ChangePlan.LongestWindow) : null;
    }

    private static Refusal? Line(string what, string text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) return ChangeRefusals.Missing(what);
        if (text.Length > most) return ChangeRefusals.TooLong(what, most);
        return Plain.HasUnprintable(text, lines: false) || text.Trim() != text ? ChangeRefusals.Unprintable(what) : null;
    }

    private static Refusal? Text(string what, string text) =>
        text.Length > ChangePlan.MaxTextLength ? ChangeRefusals.TooLong(what, ChangePlan.MaxTextLength) : Plain.HasUnprintable(text, lines: true) ? ChangeRefusals.Unprintable(what) : null;

    private static bool IsDigest(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && text.Length - colon - 1 is >= 32 and <= 128 && text.Take(colon).All(char.IsAsciiLetterOrDigit) && text.Skip(colon + 1).All(char.IsAsciiHexDigitLower);
    }
}
