using System.Globalization;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Features.Improve.Advice.Components;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Improve.Advice.Pages;

/// <summary>How the list of rules can be narrowed.</summary>
internal static class NoiseListing
{
    private const string Over = "Over", All = "All";

    private static readonly Facet BudgetFacet = new("budget", "Budget", [new(Over, "Over budget"), new(All, "All")]) { Default = [Over], Single = true, Inline = true };

    private static readonly Facet KindFacet = new("kind", "Kind", [.. Enum.GetValues<SubjectKind>().Select(kind => new Choice(kind.ToString(), AdviceWords.Of(kind)))]);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [BudgetFacet, KindFacet];

    public static NoiseFilter Filter(ListQuery query) => new() { Text = query.Text, Kinds = [.. query.Of(KindFacet).Select(Enum.Parse<SubjectKind>)], IsOver = query.Of(BudgetFacet) is [Over] };

    public static string KeyOf(NoiseRow row) => row.Id.ToString(CultureInfo.InvariantCulture);
}
