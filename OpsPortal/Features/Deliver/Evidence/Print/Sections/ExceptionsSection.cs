using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Deliver.Evidence.Print.Sections;

/// <summary>What went past the rules, and who answers for it; nothing where nothing did.</summary>
internal static class ExceptionsSection
{
    public static IEnumerable<Block> Of(EvidencePack pack)
    {
        if (pack.BreakGlass.Count + pack.FreezeOverrides.Count + pack.Delegations.Count == 0) yield break;
        yield return new Heading("Exceptions and stand-ins");
        foreach (var one in pack.BreakGlass)
        {
            yield return new Heading("Break-glass", 2);
            yield return Grid.Facts(
                ("Reason", one.Reason),
                ("Declared by", $"{Printed.Of(one.DeclaredBy)}, {Printed.At(one.DeclaredAt)}, until {Printed.At(one.ExpiresAt)}"),
                ("Confirmed by", one.ConfirmedBy is { } confirmed ? $"{Printed.Of(confirmed)}, {Printed.At(one.ConfirmedAt)}" : "Nobody"),
                ("Used by", one.UsedBy is { } used ? $"{Printed.Of(used)}, {Printed.At(one.UsedAt)}" : "Nobody"),
                ("Passed over", string.Join(", ", one.PassedOver.Select(person => pack.Persons.FirstOrDefault(known => known.Person == person)?.Name ?? person.ToString()))),
                ("Reviewed by", one.ReviewedBy is { } reviewed ? $"{Printed.Of(reviewed)}, {Printed.At(one.ReviewedAt)}: {one.Findings}" : one.UsedBy is null ? "" : "Nobody yet"));
            yield return Grid.Facts(Lettering.Code, ("Hash of the content", one.ContentHash));
        }

        foreach (var given in pack.FreezeOverrides)
        {
            yield return new Heading($"Freeze lifted: {given.FreezeName}", 2);
            yield return Grid.Facts(("By", $"{Printed.Of(given.By)}, {Printed.At(given.GivenAt)}, until {Printed.At(given.ExpiresAt)}"), ("Reason", given.Reason));
        }

        foreach (var delegation in pack.Delegations)
        {
            yield return new Heading($"{delegation.DelegateName} in the place of {delegation.PrincipalName}", 2);
            yield return Grid.Facts(
                ("Given", Printed.At(delegation.GivenAt)), ("Holds", $"{Printed.At(delegation.From)} to {Printed.At(delegation.Until)}"), ("Taken back", Printed.At(delegation.RevokedAt)), ("Reason", delegation.Reason));
        }
    }
}
