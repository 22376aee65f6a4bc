using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Readiness;

/// <summary>What a person has shown for one criterion of one change. Never edited: who knows better adds another.</summary>
public sealed class ReadinessEvidence
{
    public const int MaxTextLength = 2000, MaxLinkLength = 1000;

    public Guid Id { get; init; }

    public Guid Criterion { get; init; }

    public ChangeNumber Change { get; init; }

    /// <summary>Of the plan it was given for: evidence for another plan counts for nothing.</summary>
    public required string PlanMark { get; init; }

    public required string Text { get; init; }

    /// <summary>Where it can be looked at; empty: nowhere.</summary>
    public required string Link { get; init; }

    /// <summary>Whether it shows that the criterion holds; else that it does not.</summary>
    public bool Holds { get; init; }

    /// <summary>Who answers for it.</summary>
    public PersonId Person { get; init; }

    /// <summary>As shown.</summary>
    public required string By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The first instant at which it no longer counts.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What names what is done by a plan, where, when, by whom, and how it is taken back; another title leaves it as it is.</summary>
    public static string MarkOf(ChangePlan plan)
    {
        var content = new Canonical("opsportal.readiness.v1");
        foreach (var fact in PlanFacts.Of(plan).Where(fact => fact.Voids)) content.Add(fact.Name).Add(fact.Parts);
        return content.Hash();
    }

    /// <summary>Refused for a machine, for a criterion that the portal looks at itself, without text or link, and for an expiry that is over or too late.</summary>
    public static Outcome<ReadinessEvidence> Give(Criterion criterion, ChangeNumber change, ChangePlan plan, EvidenceDraft draft, Actor by, DateTimeOffset at)
    {
        var (text, link, latest) = (draft.Text.ReplaceLineEndings("\n").Trim(), draft.Link.Trim(), at + criterion.Draft.Holds);
        if (by.Person is not { } person) return ReadinessRefusals.NotAPerson();
        if (criterion.Draft.Kind != CriterionKind.ByPerson) return ReadinessRefusals.Automatic(criterion.Draft.Name);
        if (text.Length + link.Length == 0) return ReadinessRefusals.NoEvidence();
        if (text.Length > MaxTextLength || Plain.HasUnprintable(text, lines: true)) return ReadinessRefusals.BadText("evidence", MaxTextLength);
        if (link.Length > 0 && !IsLink(link)) return ReadinessRefusals.BadLink();
        if (draft.ExpiresAt is { } asked && (asked <= at || asked > latest)) return ReadinessRefusals.BadExpiry(latest);
        return new ReadinessEvidence
        {
            Id = Guid.CreateVersion7(at),
            Criterion = criterion.Id,
            Change = change,
            PlanMark = MarkOf(plan),
            Text = text,
            Link = link,
            Holds = draft.Holds,
            Person = person,
            By = by.Name,
            At = at,
            ExpiresAt = draft.ExpiresAt ?? latest,
        };
    }

    internal static bool IsLink(string link) => link.Length <= MaxLinkLength && Uri.TryCreate(link, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && !Plain.HasUnprintable(link, lines: false);
}

/// <summary>Evidence as somebody gives it.</summary>
/// <param name="Holds">False: it shows that the criterion does not hold.</param>
/// <param name="ExpiresAt">Null: as late as the criterion allows.</param>
public sealed record EvidenceDraft(string Text, string Link, bool Holds = true, DateTimeOffset? ExpiresAt = null);
