using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Applying;

/// <summary>Carries out, through the use cases that people have as well, what advice proposes, and puts back what was before. Rights are those of the use cases.</summary>
internal interface IHand
{
    /// <summary>Whether the proposal is for this hand; else for another.</summary>
    bool Takes(Proposal proposal);

    /// <summary>Whether this hand did it, and so puts it back.</summary>
    bool PutsBack(Before before);

    /// <remarks>Only for what it takes.</remarks>
    Task<Outcome<Before>> ApplyAsync(Actor by, Proposal proposal, CancellationToken stopping);

    /// <summary>Why it was refused, or null.</summary>
    /// <remarks>Only for what it puts back.</remarks>
    Task<Refusal?> UndoAsync(Actor by, Before before, CancellationToken stopping);
}

/// <summary>Sets monitors, and puts them to rest.</summary>
internal sealed class MonitorHand(ChangeMonitor change, EnableMonitor enable, IDbContextFactory<OpsDb> databases) : IHand
{
    public bool Takes(Proposal proposal) => proposal is SetMonitor or RestMonitor;

    public bool PutsBack(Before before) => before is MonitorBefore;

    public Task<Outcome<Before>> ApplyAsync(Actor by, Proposal proposal, CancellationToken stopping) => proposal switch
    {
        SetMonitor set => RunAsync(set.Monitor, isRest: false, number => change.RunAsync(by, number, set.Draft, set.Version, stopping), stopping),
        RestMonitor rest => RunAsync(rest.Monitor, isRest: true, number => enable.RunAsync(by, number, enabled: false, rest.Version, stopping), stopping),
        _ => throw new ArgumentOutOfRangeException(nameof(proposal)),
    };

    public Task<Refusal?> UndoAsync(Actor by, Before before, CancellationToken stopping) => before is MonitorBefore was ? BackAsync(by, was, stopping) : throw new ArgumentOutOfRangeException(nameof(before));

    private async Task<Outcome<Before>> RunAsync(long monitor, bool isRest, Func<MonitorNumber, Task<Outcome<Monitor>>> act, CancellationToken stopping)
    {
        var number = new MonitorNumber(monitor);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Monitor>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } was) return Refusals.NotFound(number.ToString());
        return await act(number) switch
        {
            Outcome<Monitor>.Done(var becomes) => new MonitorBefore(monitor, becomes.Version, was.Draft, isRest),
            var refused => refused.Refusal!,
        };
    }

    private async Task<Refusal?> BackAsync(Actor by, MonitorBefore was, CancellationToken stopping)
    {
        var number = new MonitorNumber(was.Monitor);
        return (was.WasPutToRest ? await enable.RunAsync(by, number, enabled: true, was.Since, stopping) : await change.RunAsync(by, number, was.Draft, was.Since, stopping)).Refusal;
    }
}

/// <summary>Sets significance rules, and adds them.</summary>
internal sealed class RuleHand(SaveRule save, RuleDesk desk, RuleBook book) : IHand
{
    public bool Takes(Proposal proposal) => proposal is SetRule or AddRule;

    public bool PutsBack(Before before) => before is RuleBefore or NoRuleBefore;

    public Task<Outcome<Before>> ApplyAsync(Actor by, Proposal proposal, CancellationToken stopping) => proposal switch
    {
        SetRule set => SetAsync(by, set, stopping),
        AddRule add => AddAsync(by, add, stopping),
        _ => throw new ArgumentOutOfRangeException(nameof(proposal)),
    };

    public Task<Refusal?> UndoAsync(Actor by, Before before, CancellationToken stopping) => before switch
    {
        RuleBefore was => BackAsync(by, was, stopping),
        NoRuleBefore none => RemoveAsync(by, none, stopping),
        _ => throw new ArgumentOutOfRangeException(nameof(before)),
    };

    private async Task<Outcome<Before>> SetAsync(Actor by, SetRule set, CancellationToken stopping)
    {
        if (!book.Current.ById.TryGetValue(set.Rule, out var known)) return Refusals.NotFound("The rule");
        if (known.Version != set.Version) return RuleRefusals.ChangedMeanwhile();
        var was = RuleDraft.Of(known);
        return (await save.RunAsync(by, set.Rule, set.Draft, set.Version, confirmed: true, stopping)).Refusal is { } why ? why : new RuleBefore(set.Rule, set.Version + 1, was);
    }

    private async Task<Outcome<Before>> AddAsync(Actor by, AddRule add, CancellationToken stopping) =>
        await save.RunAsync(by, null, add.Draft, 0, confirmed: true, stopping) switch
        {
            Outcome<Guid>.Done(var id) => new NoRuleBefore(id, book.Current.ById.TryGetValue(id, out var added) ? added.Version : 0),
            var refused => refused.Refusal!,
        };

    private async Task<Refusal?> BackAsync(Actor by, RuleBefore was, CancellationToken stopping) => (await save.RunAsync(by, was.Rule, was.Draft, was.Since, confirmed: true, stopping)).Refusal;

    private async Task<Refusal?> RemoveAsync(Actor by, NoRuleBefore none, CancellationToken stopping) => (await desk.RunAsync(by, (rules, _) =>
    {
        if (rules.Find(rule => rule.Id == none.Rule) is not { } added) return Refusals.NotFound("The rule");
        if (added.Version != none.Since) return RuleRefusals.ChangedMeanwhile();
        rules.Remove(added);
        return new RuleChange(added.Id, "rule.removed", RuleDraft.Of(added), null) { Removed = added };
    }, stopping)).Refusal;
}

/// <summary>Plans windows that recur, and calls them off.</summary>
internal sealed class WindowHand(SaveWindow save, CancelWindow cancel, IDbContextFactory<OpsDb> databases) : IHand
{
    public bool Takes(Proposal proposal) => proposal is AddWindow;

    public bool PutsBack(Before before) => before is NoWindowBefore;

    public Task<Outcome<Before>> ApplyAsync(Actor by, Proposal proposal, CancellationToken stopping) => proposal is AddWindow add ? AddAsync(by, add, stopping) : throw new ArgumentOutOfRangeException(nameof(proposal));

    public Task<Refusal?> UndoAsync(Actor by, Before before, CancellationToken stopping) => before is NoWindowBefore none ? CancelAsync(by, none, stopping) : throw new ArgumentOutOfRangeException(nameof(before));

    private async Task<Outcome<Before>> AddAsync(Actor by, AddWindow add, CancellationToken stopping) =>
        await save.RunAsync(by, null, add.Draft, null, confirmed: false, stopping) switch
        {
            Outcome<MaintenanceWindow>.Done(var planned) => new NoWindowBefore(planned.Number.Value, WindowDraft.Of(planned)),
            var refused => refused.Refusal!,
        };

    /// <summary>Its times come and go and raise its version by themselves; whether somebody changed it is told by its plan.</summary>
    private async Task<Refusal?> CancelAsync(Actor by, NoWindowBefore none, CancellationToken stopping)
    {
        var number = new WindowNumber(none.Window);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<MaintenanceWindow>().AsNoTracking().SingleOrDefaultAsync(window => window.Number == number, stopping) is not { } window) return Refusals.NotFound(number.ToString());
        if (Written(WindowDraft.Of(window)) != Written(none.Draft)) return AdviceRefusals.ChangedSince(number.ToString());
        return (await cancel.RunAsync(by, number, "The advice that planned it was undone.", window.Version, stopping)).Refusal;
    }

    private static string Written(WindowDraft draft) => JsonSerializer.Serialize(draft, WireJson.Options);
}
