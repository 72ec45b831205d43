namespace Gateway.Access.Directories;

/// <summary>All that a caller is: the parties that they act as, those that these belong to, and the teams and groups that have them as members.</summary>
internal sealed class CallerParties
{
    private readonly PartyDirectory _directory;
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<Coded> _numbers = [];
    private readonly HashSet<Party> _entered = new(ReferenceEqualityComparer.Instance);

    public CallerParties(IReadOnlyList<PartyReference> actors, PartyDirectory directory)
    {
        _directory = directory;
        var open = new Queue<PartyReference>(actors);
        while (open.TryDequeue(out var reference))
            Add(reference, open);
    }

    /// <summary>Whether the caller is that party; unknown for one that the directory does not have.</summary>
    public Truth Is(PartyReference party) => Has(party) ? Truth.True : _directory.Find(party) is { } found && !IsBodyWithoutMembers(found) ? Truth.False : Truth.Unknown;

    private bool Has(PartyReference party) => (party.Address is { } address && _addresses.Contains(address)) || (party.Number is { } number && _numbers.Contains(number))
        || (_directory.Find(party) is { Address: { } known } && _addresses.Contains(known));

    // A group that does not list its members may have the caller among them.
    private static bool IsBodyWithoutMembers(Party party) => party.Members.Count == 0 && party.Address?.Split('/')[0] is "Group" or "CareTeam";

    // Each is taken in once, with those that it belongs to and the teams that have it as a member; a team may be a member of a team.
    private void Add(PartyReference reference, Queue<PartyReference> open)
    {
        Add(reference.Address, open);
        Add(reference.Number, open);
        if (_directory.Find(reference) is not { } party)
            return;
        Add(party.Address, open);
        foreach (var number in party.Numbers)
            Add(number, open);
        if (_entered.Add(party))
            foreach (var other in party.BelongsTo)
                open.Enqueue(other);
    }

    private void Add(string? address, Queue<PartyReference> open)
    {
        if (address is not null && _addresses.Add(address))
            Enqueue(_directory.BodiesOf(address), open);
    }

    private void Add(Coded? given, Queue<PartyReference> open)
    {
        if (given is { } number && _numbers.Add(number))
            Enqueue(_directory.BodiesOf(number), open);
    }

    private static void Enqueue(IReadOnlyList<Party> bodies, Queue<PartyReference> open)
    {
        foreach (var body in bodies)
            open.Enqueue(new PartyReference(body.Address, null));
    }
}
