using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Audit;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Audit.Pages;

/// <summary>Who did what, newest first, and the proof that nobody changed it since.</summary>
public sealed partial class AuditPage(IAuditQueries audit, TimeProvider clock) : ComponentBase, IDisposable
{
    /// <summary>Entries between two words of progress.</summary>
    private const int ProgressEvery = 1000;

    private readonly CancellationTokenSource _leaving = new();

    private ListSource<AuditRow> Source { get; } = new((query, cursor, limit, stopping) => audit.PageAsync(AuditListing.Filter(query, clock.GetUtcNow()), cursor, limit, stopping));

    /// <summary>The chain as far as it has been followed; null: nobody has asked, or it is done.</summary>
    private AuditChain? Verifying { get; set; }

    private long Total { get; set; }

    private string Said { get; set; } = "";

    private bool Broken { get; set; }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task VerifyAsync()
    {
        if (Verifying is not null) return;
        var chain = new AuditChain();
        (Verifying, Broken, Said) = (chain, false, "");
        try
        {
            Total = (await audit.PageAsync(new(), null, 1, _leaving.Token)).Items is [var newest] ? newest.Sequence : 0;
            await foreach (var entry in audit.ChainAsync(_leaving.Token))
            {
                if (!chain.Follow(entry)) break;
                if (chain.Length % ProgressEvery != 0) continue;
                Said = string.Create(CultureInfo.InvariantCulture, $"{chain.Length:N0} of {Total:N0} entries hold so far");
                StateHasChanged();
                await Task.Yield();
            }

            Broken = chain.Break is not null;
            Said = chain.Break is { } broken
                ? string.Create(CultureInfo.InvariantCulture, $"The chain is broken. {broken} The {chain.Length - 1:N0} entries before it hold.")
                : string.Create(CultureInfo.InvariantCulture, $"All {chain.Length:N0} entries hold.");
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Said = ""; // the page was left
        }
        finally
        {
            Verifying = null;
        }
    }
}
