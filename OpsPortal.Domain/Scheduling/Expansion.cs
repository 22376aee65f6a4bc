using NodaTime;

namespace OpsPortal.Domain.Scheduling;

/// <summary>The local dates that a rule names in one of its periods. A period is a day, week, month or year.</summary>
internal static class Expansion
{
    /// <summary>The periods that lie between two dates, rounded down: from where on to look.</summary>
    public static int Periods(Recurrence rule, LocalDate first, LocalDate date)
    {
        if (date <= first) return 0;
        var days = Period.DaysBetween(first, date);
        var periods = rule.Frequency switch
        {
            Frequency.Daily => days,
            Frequency.Weekly => days / 7,
            Frequency.Monthly => ((date.Year - first.Year) * 12) + date.Month - first.Month,
            _ => date.Year - first.Year,
        };
        return Math.Max(0, (periods / rule.Interval) - 1);
    }

    /// <summary>Where a period begins.</summary>
    public static LocalDate Begin(Recurrence rule, LocalDate first, int index) => rule.Frequency switch
    {
        Frequency.Daily => first.PlusDays(index * rule.Interval),
        Frequency.Weekly => WeekOf(first, rule.WeekStart).PlusWeeks(index * rule.Interval),
        Frequency.Monthly => new LocalDate(first.Year, first.Month, 1).PlusMonths(index * rule.Interval),
        _ => new LocalDate(first.Year, 1, 1).PlusYears(index * rule.Interval),
    };

    /// <summary>Adds the dates of a period, ascending. Dates before the first start are among them.</summary>
    public static void Add(Recurrence rule, LocalDate first, int index, List<LocalDate> into)
    {
        var begin = Begin(rule, first, index);
        switch (rule.Frequency)
        {
            case Frequency.Daily:
                if (MayBe(rule, begin) && (rule.ByMonthDay.Count == 0 || HasMonthDay(rule, begin)) && HasDay(rule, begin)) into.Add(begin);
                break;
            case Frequency.Weekly:
                for (var day = begin; day < begin.PlusDays(7); day = day.PlusDays(1))
                {
                    if (MayBe(rule, day) && (rule.ByDay.Count > 0 ? HasDay(rule, day) : day.DayOfWeek == first.DayOfWeek)) into.Add(day);
                }

                break;
            case Frequency.Monthly:
                if (MayBe(rule, begin)) AddMonth(rule, begin, first.Day, into);
                break;
            default:
                AddYear(rule, begin.Year, first, into);
                break;
        }

        if (into.Count > 1) into.Sort();
        if (rule.BySetPos.Count > 0) Choose(rule.BySetPos, into);
    }

    private static void AddYear(Recurrence rule, int year, LocalDate first, List<LocalDate> into)
    {
        if (rule is { ByDay.Count: > 0, ByMonth.Count: 0, ByMonthDay.Count: 0 })
        {
            AddPlaces(rule.ByDay, new(year, 1, 1), new LocalDate(year, 12, 31), into);
            return;
        }

        if (rule.ByMonth.Count == 0 && rule.ByMonthDay.Count == 0)
        {
            if (first.Day <= CalendarSystem.Iso.GetDaysInMonth(year, first.Month)) into.Add(new(year, first.Month, first.Day));
            return;
        }

        foreach (var month in rule.ByMonth.Count > 0 ? rule.ByMonth : Enumerable.Range(1, 12)) AddMonth(rule, new(year, month, 1), first.Day, into);
    }

    private static void AddMonth(Recurrence rule, LocalDate begin, int usualDay, List<LocalDate> into)
    {
        var days = CalendarSystem.Iso.GetDaysInMonth(begin.Year, begin.Month);
        if (rule.ByMonthDay.Count > 0)
        {
            foreach (var asked in rule.ByMonthDay)
            {
                var day = asked > 0 ? asked : days + 1 + asked;
                if (day < 1 || day > days) continue;
                var date = begin.PlusDays(day - 1);
                if (HasDay(rule, date) && !into.Contains(date)) into.Add(date);
            }
        }
        else if (rule.ByDay.Count > 0)
        {
            AddPlaces(rule.ByDay, begin, begin.PlusDays(days - 1), into);
        }
        else if (usualDay <= days)
        {
            into.Add(begin.PlusDays(usualDay - 1));
        }
    }

    /// <summary>Days of the week within a month or year, each once.</summary>
    private static void AddPlaces(IReadOnlyList<WeekdayPlace> places, LocalDate begin, LocalDate end, List<LocalDate> into)
    {
        foreach (var (ordinal, day) in places)
        {
            var wanted = Iso(day);
            var (earliest, latest) = (begin.PlusDays((((int)wanted - (int)begin.DayOfWeek) + 7) % 7), end.PlusDays(-((((int)end.DayOfWeek - (int)wanted) + 7) % 7)));
            if (ordinal == 0)
            {
                for (var date = earliest; date <= end; date = date.PlusDays(7)) AddOnce(date);
                continue;
            }

            var chosen = ordinal > 0 ? earliest.PlusDays(7 * (ordinal - 1)) : latest.PlusDays(7 * (ordinal + 1));
            if (chosen >= begin && chosen <= end) AddOnce(chosen);
        }

        void AddOnce(LocalDate date)
        {
            if (!into.Contains(date)) into.Add(date);
        }
    }

    private static void Choose(IReadOnlyList<int> places, List<LocalDate> dates)
    {
        var chosen = places.Select(place => place > 0 ? place - 1 : dates.Count + place).Where(at => at >= 0 && at < dates.Count).Distinct().Order().Select(at => dates[at]).ToList();
        dates.Clear();
        dates.AddRange(chosen);
    }

    private static bool MayBe(Recurrence rule, LocalDate date) => rule.ByMonth.Count == 0 || rule.ByMonth.Contains(date.Month);

    private static bool HasMonthDay(Recurrence rule, LocalDate date) =>
        rule.ByMonthDay.Contains(date.Day) || rule.ByMonthDay.Contains(date.Day - 1 - CalendarSystem.Iso.GetDaysInMonth(date.Year, date.Month));

    private static bool HasDay(Recurrence rule, LocalDate date)
    {
        if (rule.ByDay.Count == 0) return true;
        foreach (var place in rule.ByDay)
        {
            if (Iso(place.Day) == date.DayOfWeek) return true;
        }

        return false;
    }

    private static LocalDate WeekOf(LocalDate date, DayOfWeek begins) => date.PlusDays(-(((int)date.DayOfWeek - (int)Iso(begins) + 7) % 7));

    private static IsoDayOfWeek Iso(DayOfWeek day) => day == DayOfWeek.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)(int)day;
}
