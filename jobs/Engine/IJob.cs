namespace Participation.Jobs.Engine;

/// <summary>Does what an order says. Known to nobody by name: whoever wants it done gives the order.</summary>
/// <typeparam name="TOrder">
/// A small record of ids and plain values, named as one says it: <c>CloseBudget(Guid BudgetId)</c>. It is kept as JSON,
/// under its name, for as long as it waits: rename neither lightly.
/// </typeparam>
/// <remarks>
/// An order may be carried out twice, as when a server dies between the work and the note that it is done: make it safe
/// to give twice. Throwing means "try again later". A job gets a scope of its own.
/// </remarks>
public interface IJob<in TOrder>
    where TOrder : notnull
{
    Task RunAsync(TOrder order, CancellationToken stop);
}
