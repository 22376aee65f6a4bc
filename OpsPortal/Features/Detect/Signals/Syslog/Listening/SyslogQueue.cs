using System.Net;
using System.Threading.Channels;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Syslog.Reading;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Syslog.Listening;

/// <summary>
/// The bounded way from the sockets to the signal path. Whoever sends by TCP is held while it is full; what comes by UDP is lost then, counted, and said.
/// </summary>
internal sealed class SyslogQueue(SourceIntake intake, SyslogReader reader, TimeProvider clock, ILogger<SyslogQueue> log)
{
    /// <summary>With the longest messages this is about 100 MB.</summary>
    public const int Capacity = 4096;

    private const int MostAtOnce = 512;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<Signal> _waiting = Channel.CreateBounded<Signal>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private IntakeSource? _source;
    private long _lost;

    /// <summary>Takes a message that cannot wait. False: it was lost, and is counted.</summary>
    public bool TryTake(ReadOnlySpan<byte> message, EndPoint from)
    {
        if (Read(message, from) is not { } signal || _waiting.Writer.TryWrite(signal)) return true;
        Lose(1);
        return false;
    }

    /// <summary>Takes a message as soon as there is room.</summary>
    public ValueTask TakeAsync(ReadOnlySpan<byte> message, EndPoint from, CancellationToken stopping) =>
        Read(message, from) is { } signal ? _waiting.Writer.WriteAsync(signal, stopping) : ValueTask.CompletedTask;

    /// <summary>Counts what was lost.</summary>
    public void Lose(long messages)
    {
        Interlocked.Add(ref _lost, messages);
        if (Source is { } source) intake.Ledger.Dropped(source.Name, messages);
    }

    /// <summary>Nothing more comes; what waits is still brought on its way.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Brings what waits to the signal path, until the queue is complete and empty.</summary>
    public async Task PumpAsync(CancellationToken giveUp)
    {
        var batch = new List<Signal>(MostAtOnce);
        while (await _waiting.Reader.WaitToReadAsync(giveUp))
        {
            Volatile.Write(ref _source, (await intake.SourcesAsync(giveUp)).Default(SourceKind.Syslog));
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var signal)) batch.Add(signal);
            await StoreAsync(batch, giveUp);
            batch.Clear();
            if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost) log.SyslogLost(lost);
        }
    }

    /// <summary>Learns which source speaks, before the first message.</summary>
    public async Task PrepareAsync(CancellationToken stopping) => Volatile.Write(ref _source, (await intake.SourcesAsync(stopping)).Default(SourceKind.Syslog));

    private IntakeSource? Source => Volatile.Read(ref _source);

    private Signal? Read(ReadOnlySpan<byte> message, EndPoint from)
    {
        if (Source is not { Enabled: true } source) return null;
        var signal = reader.Read(message, source.Name, Address(from), clock.GetUtcNow(), out var complaint);
        if (complaint is not null) intake.Refused(source, "malformed", complaint, message);
        return signal;
    }

    private async Task StoreAsync(List<Signal> batch, CancellationToken giveUp)
    {
        while (Source is { } source && await intake.TakeAsync(source, [.. batch], giveUp) is var taken && taken != Taken.Stored)
        {
            if (taken == Taken.Unavailable) await Task.Delay(TryAgainAfter, clock, giveUp);
        }
    }

    private static string Address(EndPoint from) => from is IPEndPoint ip ? (ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address).ToString() : "";
}
