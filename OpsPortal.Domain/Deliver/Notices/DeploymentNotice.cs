using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Notices;

/// <summary>What another system said of one deployment, and what the portal made of it. Never changed.</summary>
/// <remarks>All instants are UTC.</remarks>
public sealed class DeploymentNotice
{
    public const int MaxKeyLength = 200, MaxSenderLength = 120, MaxLinkLength = 2000, MaxWhyLength = 1000;

    /// <summary>How far ahead the clock of a sender may be.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Order of arrival; given by the database.</summary>
    public long Id { get; private set; }

    public required string Sender { get; init; }

    public required string Key { get; init; }

    /// <summary>As <see cref="NoticeDraft.Hash"/>.</summary>
    public required string Hash { get; init; }

    public ServiceKey Service { get; init; }

    public required string Component { get; init; }

    public required string Version { get; init; }

    public string Commit { get; init; } = "";

    public string Digest { get; init; } = "";

    public required string Environment { get; init; }

    public NoticeStatus Status { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>As shown; empty: not told.</summary>
    public string TriggeredBy { get; init; } = "";

    public string RunUrl { get; init; } = "";

    public string PreviousVersion { get; init; } = "";

    public bool IsRollback { get; init; }

    public bool IsHotfix { get; init; }

    public string CausedByIncident { get; init; } = "";

    /// <summary>The change that it belongs to; null: none was found.</summary>
    public ChangeNumber? Change { get; init; }

    /// <summary>As <c>rogue-change.no-change</c>: it went out past the approvals; empty where it did not.</summary>
    public string RogueCode { get; init; } = "";

    /// <summary>What does not match; empty where everything does.</summary>
    public string RogueWhy { get; init; } = "";

    public ComponentVersion Deployed => new(Service, Component, Version, Commit, Digest);

    /// <summary>Something is running, or was: that takes an approved change.</summary>
    public static bool IsAct(NoticeStatus status) => status is NoticeStatus.Started or NoticeStatus.Succeeded or NoticeStatus.Failed or NoticeStatus.RolledBack;

    /// <param name="change">That it was found to belong to.</param>
    /// <param name="rogue">Null: nothing is wrong with it.</param>
    public static DeploymentNotice Of(NoticeDraft draft, ChangeNumber? change, RogueChange? rogue, DateTimeOffset at) => new()
    {
        Sender = draft.Sender,
        Key = draft.Key,
        Hash = draft.Hash(),
        Service = draft.Component.Service,
        Component = draft.Component.Component,
        Version = draft.Component.Version,
        Commit = draft.Component.Commit,
        Digest = draft.Component.Digest,
        Environment = draft.Environment,
        Status = draft.Status,
        OccurredAt = draft.OccurredAt,
        ReceivedAt = at,
        TriggeredBy = draft.TriggeredBy is { } by ? by.Name.Length > 0 ? by.Name : by.Login : "",
        RunUrl = draft.RunUrl,
        PreviousVersion = draft.PreviousVersion,
        IsRollback = draft.IsRollback,
        IsHotfix = draft.IsHotfix,
        CausedByIncident = draft.CausedByIncident,
        Change = change,
        RogueCode = rogue?.Why.Code ?? "",
        RogueWhy = OneLine.Of(rogue?.Why.Message ?? "", MaxWhyLength),
    };

    /// <summary>Why a draft cannot be taken, or null where it can.</summary>
    public static Refusal? Fault(NoticeDraft draft, DateTimeOffset at)
    {
        if (draft.Key.Length == 0) return NoticeRefusals.Missing("the idempotency key");
        if (draft.Key.Length > MaxKeyLength) return NoticeRefusals.TooLong("idempotency key", MaxKeyLength);
        if (draft.OccurredAt == default) return NoticeRefusals.Missing("when it happened");
        if (draft.OccurredAt > at + Tolerance) return NoticeRefusals.FromTheFuture();
        if (draft.RunUrl.Length > MaxLinkLength || (draft.RunUrl.Length > 0 && !(Uri.TryCreate(draft.RunUrl, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"))) return NoticeRefusals.BadLink();
        if (draft.Description.Length > ChangePlan.MaxTextLength) return NoticeRefusals.TooLong("description", ChangePlan.MaxTextLength);
        foreach (var (what, text) in new[] { ("key", draft.Key), ("previous version", draft.PreviousVersion), ("incident", draft.CausedByIncident), ("sender", draft.Sender) })
            if (Plain.HasUnprintable(text, lines: false) || text.Length > MaxKeyLength) return ChangeRefusals.Unprintable(what);
        if (Plain.HasUnprintable(draft.Description, lines: true)) return ChangeRefusals.Unprintable("description");
        return PlanCheck.Faults(new() { Title = "A notice", Components = [draft.Component], Environment = draft.Environment }) is [var fault, ..] ? fault.Why : null;
    }
}
