using Gateway.Simulators.Areas;

namespace Gateway.Simulators.People;

/// <summary>The people of an area, of whom each system knows its share.</summary>
internal sealed class Population
{
    public Population(Area area, int seed, int count, DateTimeOffset now)
    {
        (Area, Seed) = (area, seed);
        // Activity hangs on the day, so that systems that start twice on one day tell the same.
        Today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var maker = new PersonMaker(area, seed, Today);
        People = [.. Enumerable.Range(0, count).Select(maker.Make)];
    }

    public Area Area { get; }

    public int Seed { get; }

    public DateTimeOffset Today { get; }

    public IReadOnlyList<Person> People { get; }
}
