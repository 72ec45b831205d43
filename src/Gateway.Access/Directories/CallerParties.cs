namespace Gateway.Access.Directories;

/// <summary>All that a caller is: the parties that they act as, those that these belong to, and the teams and groups that have them as members.</summary>
internal sealed class CallerParties
{
    private readonly PartyDirectory _directory;
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<Coded> _numbers = [];

    public CallerParties(IReadOnlyList<PartyReference> actors, PartyDirectory directory)
    {
        _directory = directory;
        var open = new Queue<PartyReference>(actors);
        Add(open);

        // A team may be a member of a team; each is taken in once.
        for (var isNew = true; isNew;)
        {
            isNew = false;
            foreach (var body in directory.Bodies.Where(b => !_addresses.Contains(b.Address!) && b.Members.Any(Has)).ToList())
            {
                open.Enqueue(new PartyReference(body.Address, null));
                Add(open);
                isNew = true;
            }
        }
    }

    /// <summary>Whether the caller is that party; unknown for one that the directory does not have.</summary>
    public Truth Is(PartyReference party) => Has(party) ? Truth.True : _directory.Find(party) is { } found && !IsBodyWithoutMembers(found) ? Truth.False : Truth.Unknown;

    private bool Has(PartyReference party) => (party.Address is { } address && _addresses.Contains(address)) || (party.Number is { } number && _numbers.Contains(number))
        || (_directory.Find(party) is { Address: { } known } && _addresses.Contains(known));

    // A group that does not list its members may have the caller among them.
    private static bool IsBodyWithoutMembers(Party party) => party.Members.Count == 0 && party.Address?.Split('/')[0] is "Group" or "CareTeam";

    private void Add(Queue<PartyReference> open)
    {
        while (open.TryDequeue(out var reference))
        {
            var isNew = (reference.Address is { } address && _addresses.Add(address)) | (reference.Number is { } number && _numbers.Add(number));
            if (_directory.Find(reference) is not { } party)
                continue;
            isNew |= party.Address is { } own && _addresses.Add(own);
            _numbers.UnionWith(party.Numbers);
            foreach (var other in isNew ? party.BelongsTo : [])
                open.Enqueue(other);
        }
    }
}
