using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace Participation.Jobs.Engine;

/// <summary>Orders kept and carried out by Quartz, in tables of its own in the same PostgreSQL. Nothing else names Quartz.</summary>
/// <remarks>
/// The group of a Quartz job is the kind of order, its name the key; all orders of a kind without a key share one job.
/// The order itself travels with the trigger, which goes when it has been carried out and leaves a line in the history.
/// One that failed for good is kept as a job without a trigger, in a group of its own.
/// </remarks>
internal sealed class QuartzEngine(ISchedulerFactory schedulers, QuartzEngine.SchemaMaker schema, IExecutionHistoryStore history, JobCatalogue jobs) : IJobEngine
{
    private const string Schema = "quartz";
    private const string Regular = "regular";
    private const string Shared = "shared";
    private const string Resting = "resting";

    private readonly ConcurrentDictionary<string, JobKey> _shared = new();

    public async Task GiveAsync<TOrder>(TOrder order, DateTimeOffset? at, string? key, CancellationToken stop)
        where TOrder : notnull
    {
        var kind = jobs.KindOf<TOrder>();
        await GiveAsync(kind, key, JsonSerializer.Serialize(order), at, stop);
    }

    public async Task EveryAsync<TOrder>(TOrder order, string cron, TimeZoneInfo zone, CancellationToken stop)
        where TOrder : notnull
    {
        var kind = jobs.KindOf<TOrder>();
        var json = JsonSerializer.Serialize(order);
        var scheduler = await SchedulerAsync(stop);
        var trigger = TriggerBuilder.Create()
            .WithIdentity(Regular, kind)
            .UsingJobData(QuartzJob.Order, json)
            .WithSchedule(CronScheduleBuilder.Create(cron, CronFormat.Unix).InTimeZone(zone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();

        // Replacing it would forget the times that were missed while nobody ran.
        var isThere = await scheduler.GetTrigger(trigger.Key, stop) is ICronTrigger known
            && known.CronExpressionString == ((ICronTrigger)trigger).CronExpressionString
            && known.TimeZone.Id == zone.Id
            && known.JobDataMap.GetString(QuartzJob.Order) == json;
        if (!isThere)
        {
            await scheduler.ScheduleJob(Job(kind, Regular, oneAtATime: true), trigger, ScheduleJobOptions.Replacing, stop);
        }
    }

    public async Task<bool> CancelAsync<TOrder>(string key, CancellationToken stop)
        where TOrder : notnull =>
        await (await SchedulerAsync(stop)).DeleteJob(new JobKey(key, jobs.KindOf<TOrder>()), stop);

    public async Task<RunPage> ListAsync(RunState state, int skip, int take, CancellationToken stop)
    {
        var scheduler = await SchedulerAsync(stop);
        return state switch
        {
            RunState.Scheduled => await ScheduledAsync(scheduler, skip, take, stop),
            RunState.Running => await RunningAsync(scheduler, skip, take, stop),
            RunState.Done => await DoneAsync(scheduler, skip, take, stop),
            _ => await FailedAsync(scheduler, skip, take, stop),
        };
    }

    public async Task<bool> RetryAsync(string id, CancellationToken stop)
    {
        var scheduler = await SchedulerAsync(stop);
        var key = new JobKey(id, Resting);
        if (await scheduler.GetJobDetail(key, stop) is not { } resting || !await scheduler.DeleteJob(key, stop))
        {
            return false;
        }

        var data = resting.JobDataMap;
        await GiveAsync(data.GetString(QuartzJob.Kind)!, data.GetString(QuartzJob.Key), data.GetString(QuartzJob.Order)!, null, stop);
        return true;
    }

    internal static void AddTo(IServiceCollection services, string connectionString, bool run, JobPace pace)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Schema, ApplicationName = "participation jobs" };

        services.AddSingleton(pace);
        services.AddSingleton<IJobEngine, QuartzEngine>();
        services.AddSingleton(new SchemaMaker(connectionString));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "participation";
                scheduler.GenerateInstanceId = true;
                // How long an order given on one server may wait until another one notices.
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(pace.AtOnce);
            quartz.UseDefaultRetryPolicy(RetryPolicy.Explicit(pace.Delays));
            quartz.AddJobType<QuartzJob>();
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(address.ConnectionString);
                store.ProvisionSchema();
                store.UseExecutionHistory();
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = pace.Pulse;
                    cluster.CheckinMisfireThreshold = pace.Pulse;
                });
                store.ConfigureStore(options =>
                {
                    options.StoreJobDataAsStrings = true;
                    options.RecoverFiringsCancelledByShutdown = true;
                    options.UseBackgroundThreads = true;
                });
            });
        });
        services.AddQuartzExecutionHistory(options =>
        {
            options.Retention = TimeSpan.FromDays(30);
            options.MaxEntriesPerScheduler = 100_000;
            options.RecordInput = true;
            options.WriteBehindInterval = TimeSpan.FromSeconds(1);
        });
        // A server that only gives orders has no part in the cluster until it gives one.
        if (run)
        {
            services.AddHostedService(all => all.GetRequiredService<SchemaMaker>());
            services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        }
    }

    private async Task<IScheduler> SchedulerAsync(CancellationToken stop)
    {
        await schema.MakeAsync(stop);

        return await schedulers.GetScheduler(stop);
    }

    private async Task GiveAsync(string kind, string? key, string order, DateTimeOffset? at, CancellationToken stop)
    {
        var scheduler = await SchedulerAsync(stop);
        var trigger = TriggerBuilder.Create()
            .WithIdentity(key ?? Guid.CreateVersion7().ToString("N"), kind)
            .UsingJobData(QuartzJob.Order, order)
            .WithSimpleSchedule(once => once.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow));
        trigger = at is { } time ? trigger.StartAt(time) : trigger.StartNow();

        if (key is null)
        {
            await scheduler.ScheduleJob(trigger.ForJob(await SharedAsync(scheduler, kind, stop)).Build(), cancellationToken: stop);
        }
        else
        {
            await scheduler.ScheduleJob(Job(kind, key, oneAtATime: true), trigger.Build(), ScheduleJobOptions.Replacing, stop);
        }
    }

    private async Task<JobKey> SharedAsync(IScheduler scheduler, string kind, CancellationToken stop)
    {
        if (_shared.TryGetValue(kind, out var known))
        {
            return known;
        }

        var job = Job(kind, Shared, oneAtATime: false);
        await scheduler.AddJob(job, AddJobOptions.Replacing, stop);
        return _shared.GetOrAdd(kind, job.Key);
    }

    private static IJobDetail Job(string kind, string name, bool oneAtATime) => JobBuilder.Create<QuartzJob>()
        .WithIdentity(name, kind)
        .StoreDurably(!oneAtATime)
        .DisallowConcurrentExecution(oneAtATime)
        // A server that dies at it leaves it to the others.
        .RequestRecovery(true)
        .Build();

    private static async Task<RunPage> ScheduledAsync(IScheduler scheduler, int skip, int take, CancellationToken stop)
    {
        var page = await scheduler.QueryTriggers(new TriggerQuery { State = TriggerState.Normal, Skip = skip, Take = take, IncludeTotalCount = true }, stop);
        var orders = await OrdersAsync(scheduler, page.Items.Select(trigger => trigger.Key), stop);

        return new RunPage(
            [.. page.Items.Select(trigger => new Run(trigger.Key.ToString(), trigger.JobKey.Group, orders.GetValueOrDefault(trigger.Key, ""), RunState.Scheduled,
                trigger.NextFireTimeUtc ?? trigger.StartTimeUtc, trigger.RetryAttempt, null, null))],
            page.TotalCount ?? 0);
    }

    private static async Task<RunPage> RunningAsync(IScheduler scheduler, int skip, int take, CancellationToken stop)
    {
        var page = await scheduler.QueryFireInstances(new FireInstanceQuery { State = FireInstanceState.Executing, Skip = skip, Take = take, IncludeTotalCount = true }, stop);
        var begun = page.Items.Select(firing => (Firing: firing, Key: firing.JobKey!)).ToList();
        var orders = await OrdersAsync(scheduler, page.Items.Select(firing => firing.TriggerKey), stop);

        return new RunPage(
            [.. begun.Select(one => new Run(one.Firing.FireInstanceId, one.Key.Group, orders.GetValueOrDefault(one.Firing.TriggerKey, ""), RunState.Running,
                one.Firing.FireTimeUtc, null, null, null))],
            page.TotalCount ?? 0);
    }

    private async Task<RunPage> DoneAsync(IScheduler scheduler, int skip, int take, CancellationToken stop)
    {
        var page = await history.QueryExecutions(
            new ExecutionHistoryQuery { SchedulerName = scheduler.SchedulerName, Results = [JobRunResult.Succeeded], Skip = skip, Take = take, IncludeTotalCount = true }, stop);
        var runs = new List<Run>(page.Items.Count);
        foreach (var entry in page.Items)
        {
            // A listing leaves the order out; only the entry itself carries it.
            var whole = await history.GetExecution(scheduler.SchedulerName, entry.EntryId!, stop) ?? entry;
            runs.Add(new Run(entry.EntryId!, entry.JobGroup, whole.Input ?? "", RunState.Done, entry.FiredAtUtc, entry.RetryAttempt + 1, entry.Duration, null));
        }

        return new RunPage(runs, page.TotalCount ?? 0);
    }

    private static async Task<RunPage> FailedAsync(IScheduler scheduler, int skip, int take, CancellationToken stop)
    {
        var page = await scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Resting), Skip = skip, Take = take, IncludeTotalCount = true }, stop);
        var details = (await scheduler.GetJobDetails([.. page.Items.Select(job => job.Key)], stop)).Select(job => job.JobDataMap);

        return new RunPage(
            [.. details.Select(data => new Run(data.GetString(QuartzJob.Id)!, data.GetString(QuartzJob.Kind)!, data.GetString(QuartzJob.Order)!,
                RunState.Failed, DateTimeOffset.Parse(data.GetString(QuartzJob.FailedAt)!, CultureInfo.InvariantCulture),
                int.Parse(data.GetString(QuartzJob.Tries)!, CultureInfo.InvariantCulture), null, data.GetString(QuartzJob.Error)))
                .OrderByDescending(run => run.At)],
            page.TotalCount ?? 0);
    }

    private static async Task<Dictionary<TriggerKey, string>> OrdersAsync(IScheduler scheduler, IEnumerable<TriggerKey> keys, CancellationToken stop) =>
        (await scheduler.GetTriggers([.. keys.Distinct()], stop)).ToDictionary(trigger => trigger.Key, trigger => trigger.JobDataMap.GetString(QuartzJob.Order) ?? "");

    /// <summary>What Quartz runs for every order: looks up who carries it out, and lays it to rest when its tries are spent.</summary>
    internal sealed class QuartzJob(JobCatalogue jobs, JobPace pace, IServiceProvider services, TimeProvider clock) : Quartz.IJob
    {
        public const string Id = "id", Kind = "kind", Key = "key", Order = SchedulerConstants.JobInput, Tries = "tries", Error = "error", FailedAt = "failed_at";

        public async ValueTask Execute(IJobExecutionContext context, CancellationToken stop)
        {
            var kind = context.JobDetail.Key.Group;
            var order = context.MergedJobDataMap.GetString(Order)!;
            try
            {
                await jobs.RunAsync(services, kind, order, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception error)
            {
                if (context.RetryAttempt >= pace.Delays.Count)
                {
                    await RestAsync(context, kind, order, error);
                }

                throw new JobExecutionException($"{error.GetType().Name}: {error.Message}", error);
            }
        }

        private async Task RestAsync(IJobExecutionContext context, string kind, string order, Exception error)
        {
            var key = context.Trigger.Key.Name;
            var id = $"{kind}:{key}";
            await context.Scheduler.AddJob(
                JobBuilder.Create<QuartzJob>()
                    .WithIdentity(id, Resting)
                    .StoreDurably(true)
                    .UsingJobData(Id, id)
                    .UsingJobData(Kind, kind)
                    .UsingJobData(Key, key)
                    .UsingJobData(Order, order)
                    .UsingJobData(Tries, (context.RetryAttempt + 1).ToString(CultureInfo.InvariantCulture))
                    .UsingJobData(Error, $"{error.GetType().Name}: {error.Message}")
                    .UsingJobData(FailedAt, clock.GetUtcNow().ToString("O"))
                    .Build(),
                AddJobOptions.Replacing,
                CancellationToken.None);
        }
    }

    /// <summary>Makes the schema that Quartz's tables live in; the tables Quartz makes itself.</summary>
    internal sealed class SchemaMaker(string connectionString) : IHostedLifecycleService
    {
        private const long Lock = 4_862_004;

        private volatile bool _made;

        public async Task MakeAsync(CancellationToken stop)
        {
            if (_made)
            {
                return;
            }

            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(stop);
            await using var command = new NpgsqlCommand(
                $"select pg_advisory_lock({Lock}); create schema if not exists {Schema}; select pg_advisory_unlock({Lock})", connection);
            await command.ExecuteNonQueryAsync(stop);
            _made = true;
        }

        public Task StartingAsync(CancellationToken stop) => MakeAsync(stop);
        public Task StartAsync(CancellationToken stop) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken stop) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken stop) => Task.CompletedTask;
        public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken stop) => Task.CompletedTask;
    }
}
