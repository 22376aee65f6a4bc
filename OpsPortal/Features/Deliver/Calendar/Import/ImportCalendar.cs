using System.Text;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Domain.Scheduling.Files;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;

namespace OpsPortal.Features.Deliver.Calendar.Import;

/// <summary>Plans maintenance windows from a calendar file: all of its events, or none.</summary>
internal sealed class ImportCalendar(SaveWindow save)
{
    /// <summary>What is in a file. Reads no more than <see cref="IcsReader.MaxBytes"/>, and refuses what is longer.</summary>
    /// <remarks>Refused as <see cref="IcsReader.Read"/>. Saves nothing.</remarks>
    public static async Task<Outcome<IReadOnlyList<IcsRead>>> ReadAsync(Stream file, string zone, CancellationToken stopping)
    {
        var buffer = new byte[IcsReader.MaxBytes + 1];
        var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stopping);
        return length > IcsReader.MaxBytes ? IcsRefusals.TooLarge() : IcsReader.Read(Encoding.UTF8.GetString(buffer, 0, length), zone);
    }

    /// <summary>Plans a window for every event, with the scope and effect of <paramref name="like"/>.</summary>
    /// <remarks>Refused where one of the events cannot be planned, and as <see cref="SaveWindow.AddAsync"/>; then nothing is saved.</remarks>
    public async Task<Outcome<IReadOnlyList<MaintenanceWindow>>> RunAsync(Actor by, IReadOnlyList<IcsRead> events, WindowDraft like, bool confirmed, CancellationToken stopping)
    {
        if (!by.May(Permissions.WindowsWrite)) return Refusals.Forbidden(Permissions.WindowsWrite);
        var refused = events.Count(read => read.Schedule is null);
        if (refused > 0) return IcsRefusals.NotAllCanBe(refused);
        return await save.AddAsync(by, [.. events.Select(read => Draft(read, like))], confirmed, stopping);
    }

    private static WindowDraft Draft(IcsRead read, WindowDraft like)
    {
        if (read.Schedule is not { } schedule) throw new ArgumentException("Only an event that can be planned makes a draft.", nameof(read));
        return like with
        {
            Title = OneLine(read.Summary),
            Reason = read.Description.Length > 0 ? Printable(read.Description, MaintenanceWindow.MaxReasonLength) : "Imported from a calendar file.",
            LocalStart = schedule.LocalStart,
            Zone = schedule.Zone,
            DurationMinutes = (int)Math.Ceiling(schedule.Duration.TotalMinutes),
            Rule = schedule.Recurrence?.ToString() ?? "",
            Exceptions = schedule.Exceptions,
        };
    }

    private static string OneLine(string text) => Printable(text.ReplaceLineEndings(" "), MaintenanceWindow.MaxTitleLength);

    /// <summary>What can be stored and shown of a text from outside. Markup stays what it is: letters.</summary>
    private static string Printable(string text, int most)
    {
        var kept = string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFD or 0xFEFF or 0xFFFE or 0xFFFF or 0x2028 or 0x2029)))).Trim();
        if (kept.Length == 0) return "Imported";
        if (kept.Length <= most) return kept;
        var end = char.IsHighSurrogate(kept[most - 2]) ? most - 2 : most - 1;
        return string.Concat(kept.AsSpan(0, end), "…");
    }
}
