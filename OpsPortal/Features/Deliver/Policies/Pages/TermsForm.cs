using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Features.Deliver.Policies.Pages;

/// <summary>So many persons of one group, as it is chosen.</summary>
internal sealed class DemandLine
{
    public const string Owners = "Owners";

    /// <summary>The name of a duty, or <see cref="Owners"/>.</summary>
    public string Group { get; set; } = nameof(Duty.ReleaseManager);

    public int Persons { get; set; } = 1;

    public ApproverDemand ToDemand() => new(Enum.TryParse<Duty>(Group, out var duty) ? ApproverGroup.With(duty) : ApproverGroup.Owners, Persons);
}

/// <summary>A policy as it is typed: one stage for each line where they have an order, else one for all.</summary>
internal sealed class TermsForm
{
    public string Name { get; set; } = "";

    public string Environments { get; set; } = "";

    public HashSet<Tier> Tiers { get; init; } = [];

    public HashSet<Criticality> Criticalities { get; init; } = [];

    public HashSet<Kind> Kinds { get; init; } = [];

    public HashSet<RiskLevel> Risks { get; init; } = [];

    public List<DemandLine> Demands { get; } = [];

    public bool Ordered { get; set; }

    public bool ExecutorSeparate { get; set; }

    public bool KnownAuthors { get; set; } = true;

    public bool RequesterMayApprove { get; set; }

    public int DecideWithinHours { get; set; } = 168;

    public int ApprovalsLastHours { get; set; } = 72;

    public int MinimumRoleAgeHours { get; set; } = 24;

    /// <summary>In days; 0: no rehearsal of the backout plan is demanded.</summary>
    public int RehearsedWithinDays { get; set; }

    public static TermsForm Of(PolicyTerms? terms)
    {
        if (terms is null)
        {
            var empty = new TermsForm();
            empty.Demands.Add(new());
            return empty;
        }

        var form = new TermsForm
        {
            Name = terms.Name,
            Environments = string.Join(", ", terms.Scope.Environments),
            Tiers = [.. terms.Scope.Tiers],
            Criticalities = [.. terms.Scope.Criticalities],
            Kinds = [.. terms.Scope.Kinds],
            Risks = [.. terms.Scope.Risks],
            Ordered = terms.Ordered,
            ExecutorSeparate = terms.ExecutorSeparate,
            KnownAuthors = terms.KnownAuthors,
            RequesterMayApprove = terms.RequesterMayApprove,
            DecideWithinHours = (int)terms.DecideWithin.TotalHours,
            ApprovalsLastHours = (int)terms.ApprovalsLast.TotalHours,
            MinimumRoleAgeHours = (int)terms.MinimumRoleAge.TotalHours,
            RehearsedWithinDays = (int)(terms.RehearsedWithin?.TotalDays ?? 0),
        };
        form.Demands.AddRange(terms.Stages.SelectMany(stage => stage.Demands).Select(demand => new DemandLine { Group = demand.Group.Kind == GroupKind.Duty ? demand.Group.Key : DemandLine.Owners, Persons = demand.Persons }));
        return form;
    }

    /// <summary>What it cannot show is kept as it was: teams and owners of one service are set over the API.</summary>
    public static bool CanShow(PolicyTerms terms) => terms.Stages.SelectMany(stage => stage.Demands).All(demand => demand.Group.Kind == GroupKind.Duty || demand.Group == ApproverGroup.Owners);

    public PolicyTerms ToTerms() => new()
    {
        Name = Name.Trim(),
        Scope = new(Environments.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), [.. Tiers.Order()], [.. Criticalities.Order()], [.. Kinds.Order()], [.. Risks.Order()]),
        Stages = Ordered ? [.. Demands.Select((line, place) => new ApprovalStage($"Stage {place + 1}", [line.ToDemand()]))] : [new("Approval", [.. Demands.Select(line => line.ToDemand())])],
        Ordered = Ordered,
        ExecutorSeparate = ExecutorSeparate,
        KnownAuthors = KnownAuthors,
        RequesterMayApprove = RequesterMayApprove,
        DecideWithin = TimeSpan.FromHours(DecideWithinHours),
        ApprovalsLast = TimeSpan.FromHours(ApprovalsLastHours),
        MinimumRoleAge = TimeSpan.FromHours(MinimumRoleAgeHours),
        RehearsedWithin = RehearsedWithinDays > 0 ? TimeSpan.FromDays(RehearsedWithinDays) : null,
    };
}
