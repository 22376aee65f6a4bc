using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Sources.Queries;
using OpsPortal.Features.People.Components;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Sources.Fingerprints;

/// <summary>Which labels make the signals of a source the same thing, tried on its last events while it is chosen.</summary>
public sealed partial class FingerprintPage(SourceQueries sources, FingerprintTrial trial, SaveFingerprint save, IDialogService dialogs, Viewer viewer) : ComponentBase
{
    private static readonly (FingerprintBasis Basis, string Title)[] Bases =
    [
        (FingerprintBasis.Own, "What the source's protocol says"),
        (FingerprintBasis.Only, "Some labels only"),
        (FingerprintBasis.AllBut, "All labels but some"),
    ];

    [Parameter] public string Name { get; set; } = "";

    private IntakeSource? Source { get; set; }

    private bool Read { get; set; }

    private string Unfit { get; set; } = "There is no source of this name.";

    private IReadOnlyList<SeenEvent> Seen { get; set; } = [];

    private IReadOnlyList<LabelUse> Labels { get; set; } = [];

    private FingerprintBasis Basis { get; set; }

    private HashSet<string> Chosen { get; set; } = new(StringComparer.Ordinal);

    private string Another { get; set; } = "";

    /// <summary>Null: what is chosen makes no rule yet.</summary>
    private FingerprintRule? Rule { get; set; }

    /// <summary>Null: it cannot be told.</summary>
    private TrialOutcome? Outcome { get; set; }

    private string Tried => Seen.Count == 1 ? "On its only event" : string.Create(CultureInfo.InvariantCulture, $"On its last {Seen.Count:N0} events");

    private bool Busy { get; set; }

    private string Said { get; set; } = "";

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var found = (await sources.OneAsync(Name, CancellationToken.None))?.Source;
        Read = true;
        if (found is null) return;
        if (SourceKinds.KeepsIdentity(found.Kind))
        {
            Unfit = SourceRefusals.KeepsIdentity.Message;
            return;
        }

        Source = found;
        var rule = FingerprintRule.Parse(found.Fingerprint);
        (Basis, Chosen) = (rule.Basis, rule.Labels.ToHashSet(StringComparer.Ordinal));
        Seen = await trial.SeenAsync(Name, CancellationToken.None);
        Try();
    }

    private static string Values(LabelUse use) => use.Values switch
    {
        0 => "not seen lately",
        1 => "1 value",
        _ => string.Create(CultureInfo.InvariantCulture, $"{use.Values:N0} values"),
    };

    private static string Count(int different) => different == 1 ? "1 thing" : string.Create(CultureInfo.InvariantCulture, $"{different:N0} different things");

    private void Choose(FingerprintBasis basis)
    {
        Basis = basis;
        Try();
    }

    private void Set(string label, bool chosen)
    {
        if (chosen) Chosen.Add(label);
        else Chosen.Remove(label);
        Try();
    }

    private void AddOnEnter(KeyboardEventArgs key)
    {
        if (key.Key == "Enter") Add();
    }

    private void Add()
    {
        if (Another.Trim().Length == 0) return;
        Set(Another.Trim(), true);
        Another = "";
    }

    private void Try()
    {
        Said = "";
        var seen = FingerprintTrial.Labels(Seen);
        Labels = [.. seen, .. Chosen.Except(seen.Select(use => use.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new LabelUse(name, 0))];
        var made = FingerprintRule.Create(Basis, Chosen);
        Rule = made is Outcome<FingerprintRule>.Done(var rule) ? rule : null;
        Why = Rule is null && Chosen.Count > 0 ? made.Refusal : null;
        Outcome = Rule is null || Source is null ? null : FingerprintTrial.Run(Rule, Source, Seen);
    }

    private async Task SaveAsync()
    {
        if (Busy || Source is null || Rule is null) return;

        Busy = true;
        if (await IsMeantAsync()) await SaveAsync(Source, Rule);
        Busy = false;
    }

    /// <summary>A rule that makes everything one hides whatever comes after the first.</summary>
    private async Task<bool> IsMeantAsync() =>
        Outcome is not { Before: > 1, After: 1 } || await ConfirmDialog.AskAsync(dialogs, "Make everything one event?", $"With this rule all that {Name} sent lately would be a single event.", "Save");

    private async Task SaveAsync(IntakeSource source, FingerprintRule rule)
    {
        var outcome = await save.RunAsync(await viewer.ActorAsync(), Name, source.Version, rule.Basis, rule.Labels, CancellationToken.None);
        Why = outcome.Refusal;
        if (outcome is Outcome<IntakeSource>.Done(var saved)) (Source, Said) = (saved, "Saved. Open events follow the rule, and so does the next signal.");
        else if (Why == SourceRefusals.NotRenewed) Source = (await sources.OneAsync(Name, CancellationToken.None))?.Source;
    }
}
