using System.Text;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Syslog.Reading;

/// <summary>Reads what follows the version in RFC 5424: header, structured data, message.</summary>
internal static class Syslog5424
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Null with the complaint where the form does not hold.</summary>
    public static SyslogParts? Read(ReadOnlySpan<byte> rest, out string? complaint)
    {
        complaint = "the header of RFC 5424 is not whole; taken as text";
        if (!Word(ref rest, out var time) || !Word(ref rest, out var host) || !Word(ref rest, out var app) || !Word(ref rest, out var process) || !Word(ref rest, out var id)) return null;
        DateTimeOffset? at = null;
        if (time.Length > 0)
        {
            if (!WireInstant.TryParse(Encoding.ASCII.GetBytes(time), out var read))
            {
                complaint = "the time is none of RFC 5424; taken as text";
                return null;
            }

            at = read;
        }

        complaint = "the structured data is not whole; taken as text";
        if (Parameters(ref rest) is not { } parameters) return null;
        complaint = null;
        if (rest.StartsWith(" "u8)) rest = rest[1..];
        if (rest.StartsWith(Mark)) rest = rest[Mark.Length..];
        return new() { At = at, Host = host, App = app, ProcessId = process, MessageId = id, Parameters = parameters, Text = Encoding.UTF8.GetString(rest) };
    }

    /// <summary>One field of the header and the space after it; a hyphen is nothing.</summary>
    private static bool Word(ref ReadOnlySpan<byte> rest, out string word)
    {
        var end = rest.IndexOf((byte)' ');
        word = end <= 0 ? "" : Encoding.UTF8.GetString(rest[..end]);
        if (word == "-") word = "";
        if (end > 0) rest = rest[(end + 1)..];
        return end > 0;
    }

    private static List<(string Name, string Value)>? Parameters(ref ReadOnlySpan<byte> rest)
    {
        var parameters = new List<(string Name, string Value)>();
        if (rest.StartsWith("-"u8))
        {
            rest = rest[1..];
            return rest.IsEmpty || rest[0] == ' ' ? parameters : null;
        }

        if (!rest.StartsWith("["u8)) return null;
        while (rest.StartsWith("["u8))
        {
            rest = rest[1..];
            var idEnd = rest.IndexOfAny((byte)' ', (byte)']');
            if (idEnd <= 0) return null;
            rest = rest[idEnd..];
            while (rest.StartsWith(" "u8))
            {
                rest = rest[1..];
                var equals = rest.IndexOf("=\""u8);
                if (equals <= 0 || rest[..equals].IndexOfAny((byte)' ', (byte)']', (byte)'"') >= 0) return null;
                var name = Encoding.ASCII.GetString(rest[..equals]);
                rest = rest[(equals + 2)..];
                if (Value(ref rest) is not { } value) return null;
                parameters.Add((name, value));
            }

            if (!rest.StartsWith("]"u8)) return null;
            rest = rest[1..];
        }

        return rest.IsEmpty || rest[0] == ' ' ? parameters : null;
    }

    /// <summary>A value up to its closing quote; a backslash before quote, backslash or bracket is taken away, before anything else it stays.</summary>
    private static string? Value(ref ReadOnlySpan<byte> rest)
    {
        var value = new List<byte>();
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return Encoding.UTF8.GetString([.. value]);
            }

            if (rest[i] == '\\' && i + 1 < rest.Length && (rest[i + 1] is (byte)'"' or (byte)'\\' or (byte)']')) i++;
            value.Add(rest[i]);
        }

        return null;
    }
}
