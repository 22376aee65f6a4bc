using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Deliver.Calendar.Feed;
using OpsPortal.Features.Deliver.Calendar.Import;
using OpsPortal.Features.Deliver.Freezes;

namespace OpsPortal.Features.Deliver.Calendar;

internal static class CalendarFeature
{
    /// <summary>The calendar, what is in it, and freezes. Whatever else has entries joins as <see cref="ICalendarEntries"/>.</summary>
    public static WebApplicationBuilder AddCalendar(this WebApplicationBuilder builder)
    {
        builder.Services.AddCalendarParts();
        return builder;
    }

    /// <summary>The same without a host around it.</summary>
    internal static IServiceCollection AddCalendarParts(this IServiceCollection services)
    {
        services.AddSingleton<FreezeDesk>().AddSingleton<FreezeList>().AddSingleton<Owners>();
        services.AddSingleton<ICalendarEntries, WindowEntries>().AddSingleton<ICalendarEntries, FreezeEntries>();
        services.AddSingleton<CalendarReader>().AddSingleton<CalendarFeeds>().AddSingleton<FeedWriter>().AddSingleton<ImportCalendar>();
        return services;
    }

    /// <summary>The feed: who holds its secret address reads it, and nothing else lets anybody in.</summary>
    public static void MapCalendar(this WebApplication app) =>
        app.MapGet("/calendar/{token}.ics", FeedWriter.AnswerAsync).WithName("CalendarFeed").AllowAnonymous().ExcludeFromDescription();

    /// <summary>Under <c>/api/v1</c>.</summary>
    public static void MapFreezes(this IEndpointRouteBuilder api)
    {
        var freezes = api.MapGroup("/freezes").WithTags("Freezes").RequireAuthorization(Permissions.WindowsRead);
        freezes.MapFreezeRoutes();
    }
}
