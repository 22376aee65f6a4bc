using System.Text;

namespace OpsPortal.Features.Deliver.Runners.Logs;

/// <summary>Cuts a text that comes in pieces into lines.</summary>
internal sealed class LineCutter
{
    /// <summary>A longer line becomes several.</summary>
    public const int LongestLine = 4000;

    private readonly StringBuilder _open = new();

    /// <summary>The lines that are whole now.</summary>
    public List<string> Take(ReadOnlySpan<char> piece)
    {
        var lines = new List<string>();
        while (piece.Length > 0)
        {
            var (end, room) = (piece.IndexOf('\n'), LongestLine - _open.Length);
            if (end >= 0 && end <= room)
            {
                _open.Append(piece[..end]);
                lines.Add(Close());
                piece = piece[(end + 1)..];
            }
            else if (piece.Length < room)
            {
                _open.Append(piece);
                break;
            }
            else
            {
                // Never through the two halves of one character.
                var cut = room > 1 && char.IsHighSurrogate(piece[room - 1]) ? room - 1 : room;
                _open.Append(piece[..cut]);
                lines.Add(Close());
                piece = piece[cut..];
            }
        }

        return lines;
    }

    /// <summary>The last line, where it has no end; null: there is none.</summary>
    public string? End() => _open.Length > 0 ? Close() : null;

    /// <summary>NUL shows as U+FFFD: PostgreSQL cannot store it.</summary>
    private string Close()
    {
        if (_open.Length > 0 && _open[^1] == '\r') _open.Length--;
        var line = _open.Replace('\0', '\uFFFD').ToString();
        _open.Clear();
        return line;
    }
}
