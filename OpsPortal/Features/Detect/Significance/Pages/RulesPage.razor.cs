using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Significance.Editing;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Significance.Pages;

/// <summary>The significance rules in the order they are asked, with what each has judged in the last days.</summary>
public sealed partial class RulesPage(RulePageTools tools, IDialogService dialogs, Viewer viewer, ChangeFeed feed) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _changes;
    private IReadOnlyDictionary<Guid, (long Signals, long Significant)> _counts = new Dictionary<Guid, (long, long)>();
    private Actor _actor = People.Actors.Nobody;

    private IReadOnlyList<SignificanceRule> Rules { get; set; } = [];

    private bool MayWrite => _actor.May(Permissions.RulesWrite);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = feed.Subscribe(ChangeKind.Rules, () => _ = InvokeAsync(ReadAsync));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Rules = tools.Rules;
        _counts = await tools.CountsAsync(_leaving.Token);
        StateHasChanged();
    }

    private async Task EditAsync(SignificanceRule? rule)
    {
        Why = null;
        await RuleDialog.AskAsync(dialogs, rule);
    }

    private Task MoveAsync(SignificanceRule rule, int by) => ActAsync(() => tools.Move.RunAsync(_actor, rule.Id, rule.Position + by, _leaving.Token));

    private async Task DeleteAsync(SignificanceRule rule)
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Delete {rule.Name}?", "The signals it spoke of are judged by the rules after it. Events it made stay.", "Delete")) return;
        await ActAsync(() => tools.Delete.RunAsync(_actor, rule.Id, _leaving.Token));
    }

    private async Task ActAsync(Func<Task<Outcome<Guid>>> act)
    {
        if (Busy) return;
        Busy = true;
        Why = (await act()).Refusal;
        Busy = false;
        await ReadAsync();
    }

    private string Counts(SignificanceRule rule) => _counts.TryGetValue(rule.Id, out var count)
        ? string.Create(CultureInfo.InvariantCulture, $"{count.Signals:N0} signals in {RulePageTools.Days} days, {count.Significant:N0} significant")
        : $"no signal in {RulePageTools.Days} days";

    private static string Condition(SignificanceRule rule)
    {
        var parts = new List<string>();
        if (rule.Filter.Source.Length > 0) parts.Add($"from {rule.Filter.Source}");
        if (rule.Filter.Kind is { } kind) parts.Add(kind.ToString());
        parts.AddRange(rule.Filter.Matchers.Select(matcher => matcher.ToString()));
        if (rule.Filter.Text.Length > 0) parts.Add(rule.Filter.IsPattern ? $"text matches /{rule.Filter.Text}/" : $"text contains \"{rule.Filter.Text}\"");
        return parts.Count == 0 ? "for every signal" : string.Join(", ", parts);
    }
}
