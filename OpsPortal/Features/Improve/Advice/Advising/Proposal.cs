using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Significance.Rules;

namespace OpsPortal.Features.Improve.Advice.Advising;

/// <summary>Exactly what advice would save, and of which version of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SetMonitor), "set-monitor")]
[JsonDerivedType(typeof(RestMonitor), "rest-monitor")]
[JsonDerivedType(typeof(SetRule), "set-rule")]
[JsonDerivedType(typeof(AddRule), "add-rule")]
[JsonDerivedType(typeof(AddWindow), "add-window")]
internal abstract record Proposal
{
    public static string Write(Proposal proposal) => JsonSerializer.Serialize(proposal, WireJson.Options);

    public static Proposal Read(string stored) => JsonSerializer.Deserialize<Proposal>(stored, WireJson.Options) ?? throw new InvalidDataException("Advice is stored without its proposal.");
}

/// <param name="Monitor">As MON-7 without the letters.</param>
internal sealed record SetMonitor(long Monitor, int Version, MonitorDraft Draft) : Proposal;

/// <summary>The monitor is disabled.</summary>
internal sealed record RestMonitor(long Monitor, int Version) : Proposal;

internal sealed record SetRule(Guid Rule, int Version, RuleDraft Draft) : Proposal;

/// <summary>A significance rule at the end of the list.</summary>
internal sealed record AddRule(RuleDraft Draft) : Proposal;

internal sealed record AddWindow(WindowDraft Draft) : Proposal;

/// <summary>What has to be put back to undo advice.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MonitorBefore), "monitor")]
[JsonDerivedType(typeof(RuleBefore), "rule")]
[JsonDerivedType(typeof(NoRuleBefore), "no-rule")]
[JsonDerivedType(typeof(NoWindowBefore), "no-window")]
internal abstract record Before
{
    public static string Write(Before before) => JsonSerializer.Serialize(before, WireJson.Options);

    public static Before Read(string stored) => JsonSerializer.Deserialize<Before>(stored, WireJson.Options) ?? throw new InvalidDataException("Advice is stored without what was before.");
}

/// <param name="Since">The version that the advice made of it; another now means that somebody has changed it.</param>
internal sealed record MonitorBefore(long Monitor, int Since, MonitorDraft Draft, bool WasPutToRest) : Before;

/// <param name="Since">The version that the advice made of it.</param>
internal sealed record RuleBefore(Guid Rule, int Since, RuleDraft Draft) : Before;

/// <param name="Since">The version that it was added with.</param>
internal sealed record NoRuleBefore(Guid Rule, int Since) : Before;

/// <param name="Draft">As it was planned.</param>
internal sealed record NoWindowBefore(long Window, WindowDraft Draft) : Before;

/// <summary>What an advisor offers.</summary>
/// <param name="Text">What would be done, in a sentence.</param>
internal sealed record Offer(AdviceKind Kind, string Text, Proposal Proposal, BackTested BackTest);
