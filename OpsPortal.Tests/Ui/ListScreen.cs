using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Lists.Columns;

namespace OpsPortal.Tests.Ui;

/// <summary>A list of tickets on screen, and what a person sees of it.</summary>
public abstract class ListScreen : Screen
{
    internal Tickets Tickets { get; } = new();

    protected IReadOnlyList<ListAct<Ticket>> Acts { get; set; } = [];

    protected IRenderedComponent<Listing<Ticket>> Open(int tickets)
    {
        Tickets.With(tickets);
        var list = Show();
        list.WaitForState(() => list.FindAll("tr.bones").Count == 0);
        return list;
    }

    protected IRenderedComponent<Listing<Ticket>> Show() => Render<Listing<Ticket>>(list => list
        .Add(l => l.Name, "Tickets").Add(l => l.Noun, "ticket").Add(l => l.Id, "tickets").Add(l => l.Source, Tickets.Source)
        .Add(l => l.Key, ticket => ticket.Name).Add(l => l.Href, ticket => $"/tickets/{ticket.Name}").Add(l => l.Changes, ChangeKind.Events).Add(l => l.Acts, Acts)
        .Add(l => l.Empty, builder => builder.AddContent(0, "No tickets yet: write one."))
        .Add(l => l.ChildContent, Columns));

    protected static IReadOnlyList<string> Rows(IRenderedComponent<Listing<Ticket>> list) => [.. list.FindAll("tr[data-key]").Select(row => row.GetAttribute("data-key")!)];

    protected static IReadOnlyList<string> Selected(IRenderedComponent<Listing<Ticket>> list) => [.. list.FindAll("tr[aria-selected=true]").Select(row => row.GetAttribute("data-key")!)];

    protected static string? Cursor(IRenderedComponent<Listing<Ticket>> list) => list.FindAll("tr.cursor").SingleOrDefault()?.GetAttribute("data-key");

    protected static IElement Row(IRenderedComponent<Listing<Ticket>> list, string key) => list.Find($"tr[data-key='{key}']");

    private static RenderFragment Columns { get; } = builder =>
    {
        builder.OpenComponent<Column<Ticket>>(0);
        builder.AddAttribute(1, "Name", "name");
        builder.AddAttribute(2, "Title", "Name");
        builder.AddAttribute(3, "Value", (Func<Ticket, object?>)(ticket => ticket.Name));
        builder.CloseComponent();
        builder.OpenComponent<Column<Ticket>>(4);
        builder.AddAttribute(5, "Name", "state");
        builder.AddAttribute(6, "Title", "State");
        builder.AddAttribute(7, "Value", (Func<Ticket, object?>)(ticket => ticket.State));
        builder.CloseComponent();
    };
}
