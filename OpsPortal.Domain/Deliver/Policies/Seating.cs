namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>Gives persons to demands, each person to one at most, so that as many places as can be are taken.</summary>
/// <remarks>Augmenting paths (Kuhn's algorithm): at most a few hundred places, so its cost does not matter. The first persons keep their places where they can.</remarks>
public static class Seating
{
    /// <summary>How many places stay empty for each demand, in the order of the demands. All zero: the demands can be met.</summary>
    /// <param name="persons">For each person the groups that he or she can stand for.</param>
    public static IReadOnlyList<int> Empty(IReadOnlyList<ApproverDemand> demands, IReadOnlyList<IReadOnlyList<ApproverGroup>> persons)
    {
        List<int> places = [.. demands.SelectMany((demand, at) => Enumerable.Repeat(at, demand.Persons))];
        var takenBy = new int[places.Count];
        Array.Fill(takenBy, -1);
        for (var person = 0; person < persons.Count; person++) Seat(person, new bool[places.Count]);
        return [.. demands.Select((_, at) => places.Where((demand, place) => demand == at && takenBy[place] < 0).Count())];

        bool Seat(int person, bool[] tried)
        {
            for (var place = 0; place < places.Count; place++)
            {
                if (tried[place] || !persons[person].Contains(demands[places[place]].Group)) continue;
                tried[place] = true;
                if (takenBy[place] >= 0 && !Seat(takenBy[place], tried)) continue;
                takenBy[place] = person;
                return true;
            }

            return false;
        }
    }
}
