using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Ui.Preferences;

/// <summary>What each person has set for themselves. Not audited: it changes nothing for anybody else.</summary>
public sealed class PreferenceBook(IDbContextFactory<OpsDb> databases)
{
    /// <summary>The value, or null where the person has set none.</summary>
    public async Task<string?> FindAsync(PersonId person, string name, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Preference>().Where(p => p.Person == person && p.Name == name).Select(p => p.Value).SingleOrDefaultAsync(stopping);
    }

    /// <summary>Sets the value; null removes it. A value too long to keep is not kept.</summary>
    public async Task SetAsync(PersonId person, string name, string? value, CancellationToken stopping)
    {
        if (value?.Length > Preference.MaxValueLength) return;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var known = await db.Set<Preference>().SingleOrDefaultAsync(p => p.Person == person && p.Name == name, stopping);
        if (value is null)
        {
            if (known is not null) db.Remove(known);
        }
        else if (known is not null)
        {
            known.Value = value;
        }
        else
        {
            db.Add(new Preference { Person = person, Name = name, Value = value });
        }

        await db.SaveChangesAsync(stopping);
    }
}
