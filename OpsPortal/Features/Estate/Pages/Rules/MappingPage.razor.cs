using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Mapping;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Mapping;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages.Rules;

/// <summary>The rules from labels to services: edited, ordered, and tried on what has arrived before they are saved.</summary>
public sealed partial class MappingPage(MappingTrial trial, SetMappingRules set, Catalogue catalogue, Viewer viewer) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<MappingRule> _stored = [];
    private int _version;

    private List<RuleInput> Rules { get; set; } = [];

    private IReadOnlyList<TriedEvent>? Tried { get; set; }

    private bool MayWrite { get; set; }

    private bool Busy { get; set; }

    private string Said { get; set; } = "";

    private Refusal? Why { get; set; }

    private bool Changed => !_stored.SequenceEqual(Rules.Select(rule => rule.Rule));

    protected override async Task OnInitializedAsync()
    {
        MayWrite = (await viewer.ActorAsync()).May(Permissions.ServicesWrite);
        await LoadAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task LoadAsync()
    {
        (_stored, _version) = await trial.RulesAsync(_leaving.Token);
        (Rules, Why, Said, Tried) = ([.. _stored.Select(RuleInput.Of)], null, "", null);
    }

    /// <summary>A trial belongs to the rules it was made with.</summary>
    private void Touched() => (Tried, Said) = (null, "");

    private void Move(int at, int by)
    {
        (Rules[at], Rules[at + by]) = (Rules[at + by], Rules[at]);
        Touched();
    }

    private void Remove(int at)
    {
        Rules.RemoveAt(at);
        Touched();
    }

    private void Add()
    {
        Rules.Add(new());
        Touched();
    }

    private string Leads(RuleInput rule) =>
        rule.Kind == MappingKind.IsExactly && ServiceKey.TryParse(rule.Target, null, out var key) && catalogue.Current.Find(key) is null ? $"There is no service {key}, so this rule finds nothing." : "";

    private async Task TryAsync()
    {
        if (Busy) return;
        Busy = true;
        Tried = await trial.RunAsync([.. Rules.Select(rule => rule.Rule)], _leaving.Token);
        Busy = false;
    }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        IReadOnlyList<MappingRule> rules = [.. Rules.Select(rule => rule.Rule)];
        var outcome = await set.RunAsync(await viewer.ActorAsync(), rules, _version, CancellationToken.None);
        Why = outcome.Refusal;
        if (outcome is Outcome<int>.Done(var version)) (_stored, _version, Said) = (rules, version, "Saved.");
        Busy = false;
    }
}
