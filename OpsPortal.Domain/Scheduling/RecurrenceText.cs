using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Scheduling;

/// <summary>Reads and writes the rule as RFC 5545 spells it: <c>FREQ=MONTHLY;BYDAY=-1SU;COUNT=12</c>.</summary>
public static partial class RecurrenceText
{
    private static readonly string[] Days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private static readonly FrozenSet<string> TooOften = new[] { "HOURLY", "MINUTELY", "SECONDLY" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NotOurs = new[] { "BYHOUR", "BYMINUTE", "BYSECOND", "BYWEEKNO", "BYYEARDAY", "RSCALE", "SKIP" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Refused for what is no rule, for parts that are not supported, and for what <see cref="Recurrence.Check"/> finds.</summary>
    public static Outcome<Recurrence> Parse(string text)
    {
        text = text.Trim();
        if (text.StartsWith("RRULE:", StringComparison.OrdinalIgnoreCase)) text = text[6..];
        if (text.Length is 0 or > Recurrence.MaxLength) return ScheduleRefusals.NoRule(text);
        var rule = new Recurrence();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1) return ScheduleRefusals.NoRule(part);
            var (name, value) = (part[..cut].Trim().ToUpperInvariant(), part[(cut + 1)..].Trim().ToUpperInvariant());
            if (!seen.Add(name)) return ScheduleRefusals.BadPart(name, "given once");
            var taken = Take(rule, name, value);
            if (taken is not Outcome<Recurrence>.Done(var next)) return taken;
            rule = next;
        }

        if (!seen.Contains("FREQ")) return ScheduleRefusals.NoRule(text);
        return rule.Check() is { } why ? why : rule;
    }

    public static string Write(Recurrence rule)
    {
        var text = new StringBuilder("FREQ=").Append(rule.Frequency.ToString().ToUpperInvariant());
        if (rule.Interval != 1) Add("INTERVAL", rule.Interval.ToString(CultureInfo.InvariantCulture));
        if (rule.ByMonth.Count > 0) Add("BYMONTH", string.Join(',', rule.ByMonth));
        if (rule.ByMonthDay.Count > 0) Add("BYMONTHDAY", string.Join(',', rule.ByMonthDay));
        if (rule.ByDay.Count > 0) Add("BYDAY", string.Join(',', rule.ByDay.Select(place => (place.Ordinal == 0 ? "" : place.Ordinal.ToString(CultureInfo.InvariantCulture)) + Days[(int)place.Day])));
        if (rule.BySetPos.Count > 0) Add("BYSETPOS", string.Join(',', rule.BySetPos));
        if (rule.WeekStart != DayOfWeek.Monday) Add("WKST", Days[(int)rule.WeekStart]);
        if (rule.Count is { } count) Add("COUNT", count.ToString(CultureInfo.InvariantCulture));
        if (rule.UntilDate is { } date) Add("UNTIL", date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        if (rule.UntilAt is { } at) Add("UNTIL", at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        return text.ToString();

        void Add(string name, string value) => text.Append(';').Append(name).Append('=').Append(value);
    }

    private static Outcome<Recurrence> Take(Recurrence rule, string name, string value)
    {
        if (NotOurs.Contains(name)) return ScheduleRefusals.NotSupported(name);
        if (name == "FREQ" && TooOften.Contains(value)) return ScheduleRefusals.TooOften(value);
        Recurrence? taken = name switch
        {
            "FREQ" => value is "DAILY" or "WEEKLY" or "MONTHLY" or "YEARLY" ? rule with { Frequency = Enum.Parse<Frequency>(value, ignoreCase: true) } : null,
            "INTERVAL" => Number(value) is { } interval ? rule with { Interval = interval } : null,
            "COUNT" => Number(value) is { } count ? rule with { Count = count } : null,
            "UNTIL" => Until(rule, value),
            "WKST" => Day(value) is { } day ? rule with { WeekStart = day } : null,
            "BYMONTH" => Numbers(value) is { } months ? rule with { ByMonth = months } : null,
            "BYMONTHDAY" => Numbers(value) is { } days ? rule with { ByMonthDay = days } : null,
            "BYSETPOS" => Numbers(value) is { } places ? rule with { BySetPos = places } : null,
            "BYDAY" => Places(value) is { } places ? rule with { ByDay = places } : null,
            _ => null,
        };
        return taken is null ? ScheduleRefusals.BadPart(name, "as RFC 5545 spells it") : taken;
    }

    private static Recurrence? Until(Recurrence rule, string value)
    {
        if (DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return rule with { UntilDate = date };
        return DateTimeOffset.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? rule with { UntilAt = at } : null;
    }

    private static int? Number(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int[]? Numbers(string value)
    {
        var read = value.Split(',').Select(Number).ToList();
        return read.Contains(null) ? null : [.. read.OfType<int>().Distinct()];
    }

    private static DayOfWeek? Day(string value) => Array.IndexOf(Days, value) is >= 0 and var day ? (DayOfWeek)day : null;

    private static WeekdayPlace[]? Places(string value)
    {
        var read = new List<WeekdayPlace>();
        foreach (var part in value.Split(','))
        {
            if (Place().Match(part) is not { Success: true } found || Day(found.Groups["day"].Value) is not { } day) return null;
            var ordinal = found.Groups["ordinal"].Value.Length == 0 ? 0 : Number(found.Groups["ordinal"].Value);
            if (ordinal is null || (ordinal == 0 && found.Groups["ordinal"].Value.Length > 0)) return null;
            read.Add(new(ordinal.Value, day));
        }

        return [.. read.Distinct()];
    }

    [GeneratedRegex(@"\A(?<ordinal>[+-]?[0-9]{1,2})?(?<day>[A-Z]{2})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
