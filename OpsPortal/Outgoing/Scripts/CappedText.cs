using System.Text;

namespace OpsPortal.Outgoing.Scripts;

/// <summary>Keeps the beginning of both outputs, in the order it arrived; the rest is dropped.</summary>
/// <param name="most">As many characters are kept.</param>
internal sealed class CappedText(int most) : IScriptOutput
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private bool _cut;

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _cut ? $"{_text}\n… (more was written)" : _text.ToString();
            }
        }
    }

    public void Take(ScriptStream stream, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            var room = most - _text.Length;
            _text.Append(text[..Math.Min(text.Length, room)]);
            _cut |= text.Length > room;
        }
    }
}
