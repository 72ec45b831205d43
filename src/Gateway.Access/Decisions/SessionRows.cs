using System.Collections.Frozen;
using Gateway.Access.Policies;

namespace Gateway.Access.Decisions;

/// <summary>The rows that may hold for requests of one kind of recipient and one organisation for one purpose, by controller. Safe for use by many threads.</summary>
internal sealed class SessionRows
{
    private readonly string _recipient;
    private readonly Coded? _purpose;
    private readonly string? _organization;
    private readonly IReadOnlyList<PolicyRow> _all;
    private readonly FrozenDictionary<string, PolicyRow[]> _byController;
    private readonly PolicyRow[] _ofAll;

    public SessionRows(IReadOnlyList<PolicyRow> rows, AccessRequest request)
    {
        (_all, _recipient, _purpose, _organization) = (rows, request.Recipient, request.Purpose, request.Organization);
        var own = rows.Where(r => r.Recipient == request.Recipient && r.Purpose is { } purpose && purpose == request.Purpose && r.IsFor(request.Organization)).ToList();
        _byController = own.SelectMany(r => r.Controllers.Select(c => (Controller: c, Row: r))).Where(r => r.Controller != PolicyRow.Everybody).GroupBy(r => r.Controller, r => r.Row, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, Ordered, StringComparer.Ordinal);
        _ofAll = Ordered(own.Where(r => r.Controllers.Contains(PolicyRow.Everybody)));
    }

    /// <summary>The row for a type of resource of a controller; null where there is none.</summary>
    public PolicyRow? Find(string controller, string type)
    {
        if (_byController.TryGetValue(controller, out var rows))
            foreach (var row in rows)
                if (row.IsAbout(type))
                    return row;
        foreach (var row in _ofAll)
            if (row.IsAbout(type))
                return row;
        return null;
    }

    public string WhyNone(string controller, string type)
    {
        var recipient = _all.Where(r => r.Recipient == _recipient).ToList();
        return recipient.Count == 0 ? $"no row is about {(_recipient.Length == 0 ? "a caller of no kind" : _recipient)}"
            : _purpose is not { } purpose ? "no purpose is named"
            : recipient.FindAll(r => r.Purpose == purpose) is not { Count: > 0 } purposed ? $"no row of {_recipient} is for the purpose {purpose.Code}"
            : purposed.FindAll(r => r.IsFor(_organization)) is not { Count: > 0 } own ? $"no row for that purpose is for the organisation {_organization ?? "of nobody"}"
            : own.FindAll(r => r.Controllers.Contains(controller) || r.Controllers.Contains(PolicyRow.Everybody)) is not { Count: > 0 } ? $"no row for that purpose and organisation is about data of {controller}"
            : $"no row for that purpose, organisation and controller is about {type}";
    }

    // A row that names types is about them before one that is about all.
    private static PolicyRow[] Ordered(IEnumerable<PolicyRow> rows) => [.. rows.OrderBy(r => r.Types.Count == 0)];
}
