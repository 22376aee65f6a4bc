using System.Globalization;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Outgoing.Scripts;

namespace OpsPortal.Features.Deliver.Runners.Logs;

/// <summary>Makes lines of what a runner or its program writes, hides the secrets in them, and passes them on until there are too many; of those beyond, the last are told at the end.</summary>
/// <param name="most">As many lines are passed on as they come.</param>
internal sealed class StepLogWriter(IStepLog sink, SecretRedactor redactor, int most, TimeProvider clock) : IScriptOutput
{
    /// <summary>How many of the lines beyond are told at the end.</summary>
    public const int Tail = 200;

    /// <summary>Many long lines count as more.</summary>
    private const int CharactersPerLine = 200;

    private readonly Lock _gate = new();
    private readonly Side _output = new(redactor);
    private readonly Side _error = new(redactor);
    private readonly Queue<StepLine> _tail = new();
    private long _lines;
    private long _characters;
    private long _dropped;

    /// <summary>Called with every line of the standard output, also those that are not passed on.</summary>
    public Action<string>? Seen { get; set; }

    public void Take(ScriptStream stream, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            var side = Of(stream);
            Pass(stream, side.Lines.Take(side.Flow.Take(text)));
        }
    }

    /// <summary>Writes a line of the runner's own.</summary>
    public void Say(string text)
    {
        lock (_gate)
        {
            Pass(ScriptStream.Output, [redactor.Redact(text)]);
        }
    }

    /// <summary>Passes on what was held back. Nothing is written after it.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var stream in (ReadOnlySpan<ScriptStream>)[ScriptStream.Output, ScriptStream.Error])
            {
                var side = Of(stream);
                var lines = side.Lines.Take(side.Flow.End());
                if (side.Lines.End() is { } last) lines.Add(last);
                Pass(stream, lines);
            }

            if (_dropped > 0) sink.Write([new(clock.GetUtcNow(), ScriptStream.Output, string.Create(CultureInfo.InvariantCulture, $"… ({_dropped} more lines were written and are not kept)"))]);
            if (_tail.Count > 0) sink.Write([.. _tail]);
            _tail.Clear();
            _dropped = 0;
        }
    }

    /// <summary>Closes it, and says that the step has ended where it ran and its answer is there.</summary>
    public void End()
    {
        Close();
        sink.Ended();
    }

    private Side Of(ScriptStream stream) => stream == ScriptStream.Output ? _output : _error;

    private void Pass(ScriptStream stream, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        var (now, lines) = (clock.GetUtcNow(), new List<StepLine>(texts.Count));
        foreach (var text in texts)
        {
            var line = new StepLine(now, stream, Redaction.Of(text));
            if (stream == ScriptStream.Output) Seen?.Invoke(line.Text);
            (_lines, _characters) = (_lines + 1, _characters + text.Length);
            if (_lines <= most && _characters <= (long)most * CharactersPerLine)
            {
                lines.Add(line);
                continue;
            }

            _tail.Enqueue(line);
            if (_tail.Count <= Tail) continue;
            _tail.Dequeue();
            _dropped++;
        }

        if (lines.Count > 0) sink.Write(lines);
    }

    private sealed class Side(SecretRedactor redactor)
    {
        public SecretRedactor.Flow Flow { get; } = redactor.Begin();

        public LineCutter Lines { get; } = new();
    }
}
