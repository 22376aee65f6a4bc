using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Log;

/// <summary>The judged signals of one commit, as <see cref="SignalPack"/> packs them.</summary>
internal sealed class SignalPage
{
    public long Id { get; private set; }

    /// <summary>UTC; of the commit.</summary>
    public DateTimeOffset At { get; init; }

    public int Signals { get; init; }

    public int Significant { get; init; }

    public required byte[] Packed { get; init; }
}

internal sealed class SignalPageConfiguration : IEntityTypeConfiguration<SignalPage>
{
    public void Configure(EntityTypeBuilder<SignalPage> page)
    {
        page.ToTable("signal_pages").HasKey(p => p.Id);
        page.HasIndex(p => p.At);
    }
}

/// <summary>Keeps every record, and every state that was not significant, so that "why is this not an event?" can be answered and rules be tried on the past.</summary>
internal static class SignalLog
{
    public static void Append(OpsDb db, DateTimeOffset at, IReadOnlyCollection<JudgedSignal> judged)
    {
        if (judged.Count > 0) db.Add(new SignalPage { At = at, Signals = judged.Count, Significant = judged.Count(signal => signal.IsSignificant), Packed = SignalPack.Write(judged) });
    }

    /// <summary>What was kept from an instant on, in the order it arrived.</summary>
    /// <param name="until">Before this instant.</param>
    public static async IAsyncEnumerable<JudgedSignal> SinceAsync(OpsDb db, DateTimeOffset since, DateTimeOffset until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        var pages = db.Set<SignalPage>().AsNoTracking().Where(page => page.At >= since && page.At < until).OrderBy(page => page.Id).Select(page => page.Packed);
        await foreach (var packed in pages.AsAsyncEnumerable().WithCancellation(stopping))
        {
            foreach (var signal in SignalPack.Read(packed)) yield return signal;
        }
    }
}
