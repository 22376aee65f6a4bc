using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Api;
using OpsPortal.Domain.Audit;

namespace OpsPortal.Features.Audit;

/// <summary>A chain in a file, where each line is one entry; needs neither database nor portal.</summary>
/// <param name="Unreadable">The number of the first line that is no entry; null: all that were read are.</param>
internal sealed record ExportedChain(AuditChain Chain, long? Unreadable)
{
    private const int ReadAtOnce = 1 << 20;

    /// <summary>What is not hashed must not be there: it would pass for something that was.</summary>
    private static readonly JsonSerializerOptions Strict = new(WireJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    /// <summary>Whether it holds from the first entry to the last.</summary>
    public bool Holds => Chain.Break is null && Unreadable is null;

    /// <summary>Follows a file to its end, or to the first entry that does not fit.</summary>
    /// <param name="seen">Shown every entry that fits, in order.</param>
    public static async Task<ExportedChain> FollowAsync(Stream file, Action<AuditEntry>? seen, CancellationToken stopping)
    {
        var chain = new AuditChain();
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: ReadAtOnce, leaveOpen: true));
        try
        {
            for (var line = 0L; ;)
            {
                var read = await pipe.ReadAsync(stopping);
                var buffer = read.Buffer;
                while (TakeLine(ref buffer, read.IsCompleted) is { } text)
                {
                    line++;
                    if (Read(text) is not { } entry) return new(chain, line);
                    if (!chain.Follow(entry)) return new(chain, null);
                    seen?.Invoke(entry);
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted) return new(chain, null);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    /// <summary>The next line without its end; null where there is none yet.</summary>
    private static ReadOnlySequence<byte>? TakeLine(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty) return null;
        var rest = buffer;
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static AuditEntry? Read(ReadOnlySequence<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditEntry>(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
