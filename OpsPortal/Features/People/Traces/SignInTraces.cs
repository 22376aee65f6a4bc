using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Traces;

/// <summary>Keeps where and with what accounts were signed in to: for 90 days, and of each kind only the latest few.</summary>
internal static class SignInTraces
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Most of one kind that are kept of one account.</summary>
    public const int MostOfKind = 30;

    /// <summary>Keeps the traces of one sign-in, which has succeeded already and does not depend on it.</summary>
    public static async Task KeepAsync(HttpContext request, Guid account, DateTimeOffset at)
    {
        var (services, device) = (request.RequestServices, DeviceCookie.Of(request, at));
        try
        {
            await using var db = services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContext();
            await NoteAsync(db, account, device, request.From(), at, request.RequestAborted);
            await db.SaveChangesAsync(request.RequestAborted);
        }
        catch (DbUpdateException fault)
        {
            // The same browser signed in twice at the same moment.
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInTraces)).TraceNotKept(fault);
        }
    }

    /// <summary>Notes one sign-in with the next save.</summary>
    /// <param name="from">Empty: not known.</param>
    public static async Task NoteAsync(OpsDb db, Guid account, string device, string from, DateTimeOffset at, CancellationToken stopping)
    {
        var kept = await db.Set<SignInTrace>().Where(trace => trace.Account == account).ToListAsync(stopping);
        Touch(TraceKind.Device, device);
        Touch(TraceKind.Address, from);
        var tooMany = kept.GroupBy(trace => trace.Kind).SelectMany(kind => kind.OrderByDescending(trace => trace.LastAt).Skip(MostOfKind));
        db.RemoveRange(kept.Where(trace => at - trace.LastAt >= KeptFor).Union(tooMany));

        void Touch(TraceKind kind, string value)
        {
            if (value.Length is 0 or > SignInTrace.MaxValueLength) return;
            if (kept.Find(trace => trace.Kind == kind && trace.Value == value) is { } known)
            {
                known.LastAt = at;
                return;
            }

            var added = new SignInTrace { Account = account, Kind = kind, Value = value, LastAt = at };
            kept.Add(added);
            db.Add(added);
        }
    }
}
