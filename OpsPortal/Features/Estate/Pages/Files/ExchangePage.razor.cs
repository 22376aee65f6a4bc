using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using OpsPortal.Domain.Estate.Exchange;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Exchange;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages.Files;

/// <summary>The catalogue as a file: out, and in again after a look at what that would change.</summary>
public sealed partial class ExchangePage(ImportServices import, Viewer viewer, IJSRuntime browser) : ComponentBase, IDisposable
{
    /// <summary>Most changes listed; the rest is counted.</summary>
    private const int MostShown = 200;

    /// <summary>Longest text that is pasted, in characters: it travels in one message.</summary>
    private const int MostTyped = 60_000;

    private const string Example = """
        teams:
          - name: Payments
            mail: payments@example.org
            members: [ada@example.org]
        services:
          - key: checkout
            name: Checkout
            description: From the basket to the order.
            owner: { team: Payments, person: ada@example.org }
            criticality: critical        # low, medium, high, critical
            usersAffected: 40000
            environments:
              - { name: production, tier: production }
            components:
              - { name: checkout-api, kind: application }
            peakHours:                   # when most people need it
              - "Mon-Fri 08:00-18:00 Europe/Berlin"
            dependencies:                # calls, stores in, runs on, sends to
              - { service: order-database, kind: stores in }
        """;

    private readonly CancellationTokenSource _leaving = new();
    private byte[]? _file;

    private string Text { get; set; } = "";

    private bool RemoveMissing { get; set; }

    private bool MayWrite { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>What the file does, or why it cannot; null: nobody has asked.</summary>
    private ImportReport? Preview { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnInitializedAsync() => MayWrite = (await viewer.ActorAsync()).May(Permissions.ServicesWrite);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>What was shown belongs to something else than what stands there now.</summary>
    private void Forget() => (Preview, Why, Said, _file) = (null, null, "", null);

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        Forget();
        try
        {
            await using var stream = chosen.File.OpenReadStream(SourceBudget.MaxBytes, _leaving.Token);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, _leaving.Token);
            _file = bytes.ToArray();
            Text = "";
            await PreviewAsync();
        }
        catch (IOException)
        {
            Why = new("import.too-large", $"The file is longer than {SourceBudget.MaxBytes / 1024 / 1024} MiB, or the browser stopped sending it.");
        }
    }

    private async Task PreviewAsync()
    {
        await RunAsync(new(Preview: true, RemoveMissing));
        if (Preview is { Faults.Count: 0 } report) Said = report.Changes.Count == 0 ? $"Nothing changes: all {report.Unchanged} services and teams of the file are already what it says." : $"{Counts(report)}. Nothing is done yet.";
    }

    private async Task ImportAsync()
    {
        await RunAsync(new(Preview: false, RemoveMissing, Preview?.Mark));
        if (Why is not null)
        {
            var why = Why;
            await RunAsync(new(Preview: true, RemoveMissing));
            Why = why;
            return;
        }

        if (Preview is not { Applied: true } report) return;
        Said = $"Imported: {Counts(report)}.";
        await browser.InvokeVoidAsync("opsDraftDone", "services/import");
    }

    private async Task RunAsync(ImportWish wish)
    {
        if (Busy) return;
        (Busy, Said) = (true, "");
        try
        {
            // Long files take seconds; the page stays with the person meanwhile.
            var (by, bytes) = (await viewer.ActorAsync(), _file ?? Encoding.UTF8.GetBytes(Text));
            var outcome = await Task.Run(() => import.RunAsync(by, bytes, wish, CancellationToken.None));
            (Preview, Why) = ((outcome as Outcome<ImportReport>.Done)?.Value, outcome.Refusal);
        }
        finally
        {
            Busy = false;
        }
    }

    private static string Counts(ImportReport report) =>
        $"{report.Count(ImportKind.Added)} added, {report.Count(ImportKind.Changed)} changed, {report.Count(ImportKind.Removed)} removed, {report.Unchanged} as they were";
}
